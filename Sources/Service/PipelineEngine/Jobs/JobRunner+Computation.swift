import FoundationEssentials
import PipelineAPI

extension JobRunner {
    func directory(_ key: RunKey) -> String { "\(dependencies.root)/runs/\(key.job)/\(key.runId)" }

    func resultPath(_ key: RunKey) -> String { directory(key) + "/result.parquet" }

    /// Computes a run that is Running, exports its result, and answers the record of how it ended.
    func outcome(of run: RunRecord, until stop: AsyncStream<Void>) async -> RunRecord {
        do throws(QueryFailure) {
            let words = try await race(until: stop) { () async throws(QueryFailure) -> String in
                try await self.computeAndExport(run)
            }
            return run.ended(.successful, words, at: dependencies.now())
        } catch {
            switch error {
            case .failed(let words): return run.ended(.failed, words, at: dependencies.now())
            case .stopped:
                let words = "the service was stopped while the run was running"
                return run.ended(.failed, words, at: dependencies.now())
            }
        }
    }

    /// What the run says of itself once everything is done.
    private func computeAndExport(_ run: RunRecord) async throws(QueryFailure) -> String {
        let (job, query) = try await query(for: run)
        let result = try await engine.run(query) { await self.mark($0, run) }
        let now = dependencies.now()
        let summary = RunSummary(
            engine: engine.name,
            rows: result.rows,
            files: query.tables.reduce(0) { $0 + $1.files.paths.count },
            seconds: now.timeIntervalSince(run.startTime ?? now)
        )
        let exports = try await exports(of: run.job)
        guard !exports.isEmpty else { return summary.description }
        let made = JobExporter.Result(
            run: run,
            job: job,
            path: query.resultPath,
            directory: query.workDirectory
        )
        try await exporter.export(made, by: exports)
        let names = exports.map { "'\($0.name)' (\($0.type))" }.joined(separator: ", ")
        return "\(summary); exported by \(names)"
    }

    private func exports(of job: String) async throws(QueryFailure) -> [JobExportRecord] {
        do throws(APIError) {
            return try await store.jobExports(of: job)
        } catch { throw .failed(error.description) }
    }

    /// Races a body against a request to stop, since a task of a group cannot be cancelled alone.
    private func race(
        until stop: AsyncStream<Void>,
        _ body: @escaping @Sendable () async throws(QueryFailure) -> String
    ) async throws(QueryFailure) -> String {
        let result = await withTaskGroup(of: Result<String, QueryFailure>?.self) { group in
            group.addTask {
                do throws(QueryFailure) {
                    return .success(try await body())
                } catch { return .failure(error) }
            }
            group.addTask {
                for await _ in stop { break }
                return nil
            }
            var result: Result<String, QueryFailure>?
            while let next = await group.next() {
                result = next ?? result
                group.cancelAll()
            }
            return result
        }
        return try (result ?? .failure(.stopped)).get()
    }

    private func mark(_ child: ChildMark, _ run: RunRecord) async {
        var marked = run
        marked.child = child
        _ = try? await store.replace(marked, whereStatus: .running)
    }

    private func query(
        for run: RunRecord
    ) async throws(QueryFailure) -> (JobRecord, Query) {
        let key = RunKey(job: run.job, runId: run.runId)
        do {
            guard let job = try await store.job(named: run.job) else {
                throw QueryFailure.failed("job '\(run.job)' is gone: create it again")
            }
            let scope = VariableScope(
                user: try await store.userVariables(),
                parameters: run.parameters,
                batchTime: run.batchTime,
                zone: files.zone
            )
            var tables: [InputTable] = []
            for source in job.definition.srcs {
                tables.append(try await table(source, of: job, at: run.batchTime, scope))
            }
            let sql = try scope.fill(job.definition.computation.code)
            try FileManager.default.createDirectory(
                atPath: directory(key),
                withIntermediateDirectories: true
            )
            // What an earlier try of this run computed must not outlive a failure of this one.
            try? FileManager.default.removeItem(atPath: resultPath(key))
            let query = Query(
                sql: sql,
                tables: tables,
                resultPath: resultPath(key),
                workDirectory: directory(key)
            )
            return (job, query)
        } catch let failure as QueryFailure {
            throw failure
        } catch let error as APIError {
            throw .failed(error.description)
        } catch {
            throw .failed("cannot prepare the run: \(error)")
        }
    }

    private func table(
        _ source: JobSource,
        of job: JobRecord,
        at batchTime: Date,
        _ scope: VariableScope
    ) async throws -> InputTable {
        if source.type == .job {
            let isDepend = job.definition.scheduler.type == .depend
            let path = try await upstreamResult(of: source.name, at: batchTime, exactly: isDepend)
            let files = InputFiles(paths: [path], format: .parquet)
            return InputTable(name: source.tableName, files: files, schema: [])
        }
        guard let found = try await store.dataSource(named: source.name) else {
            throw QueryFailure.failed("data source '\(source.name)' is gone: create it again")
        }
        return InputTable(
            name: source.tableName,
            files: try files.files(of: found, filter: source.fileFilter ?? "", scope: scope),
            schema: found.schema ?? []
        )
    }

    /// The result of the upstream's newest run that succeeded, of this batch time or an earlier one.
    private func upstreamResult(
        of job: String,
        at batchTime: Date,
        exactly: Bool
    ) async throws -> String {
        var runId = try await store.newestRun(job: job)?.runId ?? 0
        while runId > 0 {
            if let run = try await store.run(job: job, runId: runId), run.status == .successful,
                exactly ? run.batchTime == batchTime : run.batchTime <= batchTime
            {
                return resultPath(RunKey(job: job, runId: runId))
            }
            runId -= 1
        }
        throw QueryFailure.failed("job '\(job)' has no result for this batch time: run it first")
    }
}
