import FoundationEssentials
import PipelineAPI

extension StreamExecutor {
    /// Computes a transform over some batches and adds the result to its destination.
    ///
    /// A plugin runs first, and the SQL reads its output. Returns the repo that points were added to;
    /// `nil` if there were none.
    func compute(
        _ definition: TransformDefinition,
        on batches: [StoredBatch],
        _ step: StreamStep
    ) async throws -> String? {
        guard let source = try await store.repo(named: step.key.repo),
            let target = try await store.repo(named: definition.destination)
        else { return nil }
        var step = step
        let records = try await records(of: definition, on: batches, from: source, to: target)
        step.output = try output(records, to: target, at: step.time)
        guard try await store.commit(step), step.output != nil else { return nil }
        return definition.destination
    }

    private func records(
        of definition: TransformDefinition,
        on batches: [StoredBatch],
        from source: RepoRecord,
        to target: RepoRecord
    ) async throws -> [PointRecord] {
        try await withScratch { directory in
            let input = directory + "/points.json"
            let plugin = definition.spec.plugin
            try PointFile.write(batches, to: input, asLines: plugin != nil)
            var table = StreamTable(path: input, schema: source.repo.storedFields)
            if let plugin {
                let output = directory + "/plugin.json"
                try await plugins.run(plugin.name, over: input, into: output)
                table = StreamTable(path: output, schema: plugin.fields)
            }
            guard let sql = definition.spec.sql else { return try table.records() }
            let result = directory + "/result.json"
            let share = ComputeShare(definition.spec.container, on: machine)
            let query = Query(
                sql: sql,
                tables: table.tables(named: source.name),
                resultPath: result,
                workDirectory: directory,
                resultFormat: .jsonLines,
                limits: share.limits,
                names: definition.names
            )
            do throws(QueryFailure) {
                _ = try await engine.run(query) { _ in }
            } catch {
                throw error.deliveryFailure(noting: share.note)
            }
            return try StreamTable(path: result, schema: target.repo.schema).records()
        }
    }

    private func output(
        _ records: [PointRecord],
        to target: RepoRecord,
        at now: Date
    ) throws -> StreamStep.Output? {
        guard !records.isEmpty else { return nil }
        let rows = records.map { $0.filter { $0.value != .null } }
        for (index, record) in rows.enumerated() {
            for field in target.repo.schema where field.isRequired && record[field.key] == nil {
                throw DeliveryFailure(
                    "row \(index + 1) lacks '\(field.key)', which repo '\(target.name)' requires: "
                        + "correct the SQL"
                )
            }
        }
        let batch = PointBatch(
            count: rows.count,
            json: try JSONCoding.encode(rows),
            arrivedAt: now
        )
        return StreamStep.Output(batch: batch, repo: target.name)
    }
}

extension QueryFailure {
    fileprivate func deliveryFailure(noting note: String?) -> DeliveryFailure {
        switch self {
        case .failed(let reason): DeliveryFailure(note.map { "\(reason); \($0)" } ?? reason)
        case .stopped: DeliveryFailure("the service was stopped")
        }
    }
}
