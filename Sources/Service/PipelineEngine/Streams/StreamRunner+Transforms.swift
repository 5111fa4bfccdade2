import FoundationEssentials
import PipelineAPI

extension StreamRunner {
    /// Computes a transform over some batches and adds the result to its destination.
    ///
    /// The plugin comes first, where there is one, and the SQL sees what it put out.
    func compute(
        _ definition: TransformDefinition,
        on batches: [StoredBatch],
        _ step: StreamStep
    ) async throws {
        guard let source = try await store.repo(named: step.key.repo),
            let target = try await store.repo(named: definition.destination)
        else { return }
        let records = try await withScratch { directory in
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
            let query = Query(
                sql: sql,
                tables: table.tables(named: step.key.repo),
                resultPath: result,
                workDirectory: directory,
                resultFormat: .jsonLines
            )
            do throws(QueryFailure) {
                _ = try await engine.run(query) { _ in }
            } catch {
                throw error.delivery
            }
            return try StreamTable(path: result, schema: target.repo.schema).records()
        }
        var step = step
        step.output = try output(records, to: target, at: step.time)
        if try await store.commit(step), step.output != nil {
            pointsArrived(in: definition.destination)
        }
    }

    private func output(
        _ records: [PointRecord],
        to target: RepoRecord,
        at now: Date
    ) throws -> (PointBatch, repo: String)? {
        guard !records.isEmpty else { return nil }
        let kept = records.map { $0.filter { $0.value != .null } }
        for (index, record) in kept.enumerated() {
            for field in target.repo.schema where field.isRequired && record[field.key] == nil {
                throw DeliveryFailure(
                    "row \(index + 1) lacks '\(field.key)', which repo '\(target.name)' requires: "
                        + "correct the SQL"
                )
            }
        }
        let batch = PointBatch(
            count: kept.count,
            json: try JSONCoding.encode(kept),
            arrivedAt: now
        )
        return (batch, target.name)
    }
}

extension QueryFailure {
    fileprivate var delivery: DeliveryFailure {
        switch self {
        case .failed(let words): DeliveryFailure(words)
        case .stopped: DeliveryFailure("the service was stopped")
        }
    }
}

/// A transform's points as a file, and the fields they have.
struct StreamTable {
    var path: String
    var schema: [SchemaField]

    /// The name every transform may use for its input, beside the repo's own.
    static let commonName = "stream"

    func tables(named repo: String) -> [InputTable] {
        let files = InputFiles(paths: [path], format: .json)
        let names =
            repo.lowercased() == StreamTable.commonName ? [repo] : [StreamTable.commonName, repo]
        return names.map { InputTable(name: $0, files: files, schema: schema) }
    }

    func records() throws -> [PointRecord] {
        guard let reader = JSONLineReader(path: path) else { return [] }
        var found: [PointRecord] = []
        while let chunk = try reader.next() { found += chunk }
        return found
    }
}
