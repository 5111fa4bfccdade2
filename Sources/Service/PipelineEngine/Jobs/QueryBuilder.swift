import FoundationEssentials
import PipelineAPI

/// Builds the query that computes a run: the job's SQL with its variables replaced, its tables as files,
/// and a directory for the result.
struct QueryBuilder: Sendable {
    let store: any JobStore
    let engines: Engines
    let files: FileSelection
    let paths: RunPaths
    /// What this machine has for a computation.
    let machine: ComputeLimits

    /// Returns the job, its query, and what is to be said of the query's limits, if anything.
    ///
    /// Throws where something the job reads does not exist any more, or its files cannot be selected.
    func query(for run: RunRecord) async throws(QueryFailure) -> (JobRecord, Query, note: String?) {
        do {
            guard let job = try await store.job(named: run.job), job.identity == run.jobIdentity
            else {
                throw QueryBuilder.gone(run.job)
            }
            let scope = VariableScope(
                user: try await store.userVariables(),
                parameters: run.parameters,
                batchTime: run.batchTime,
                zone: files.zone
            )
            var tables: [InputTable] = []
            let sql = try scope.fill(job.definition.computation.code)
            try prepareDirectory(of: run.key)
            for (number, source) in job.definition.srcs.enumerated() {
                let copies = "\(paths.objects(of: run.key))/\(number)"
                tables.append(try await table(source, of: job, at: run.batchTime, scope, copies))
            }
            let container = try await container(of: job)
            let share = ComputeShare(container, on: machine)
            let query = Query(
                sql: sql,
                tables: tables,
                resultPath: paths.result(of: run.key),
                workDirectory: paths.directory(of: run.key),
                limits: share.limits,
                container: container,
                names: job.names
            )
            return (job, query, share.note)
        } catch let failure as QueryFailure {
            throw failure
        } catch let error as APIError {
            throw .failed(error.description)
        } catch let error as CocoaError {
            throw .failed(error.ofOwnFiles)
        } catch {
            throw .failed("cannot prepare the run: \(error)")
        }
    }

    /// Returns the container of a job; a depend job has that of its upstream.
    private func container(of job: JobRecord) async throws -> Container? {
        var job = job
        var seen: Set<String> = []
        while job.definition.container == nil, seen.insert(job.name).inserted,
            let source = job.definition.srcs.first(where: { $0.type == .job }),
            let upstream = try await store.job(named: source.name)
        {
            job = upstream
        }
        return job.definition.container
    }

    static func gone(_ job: String) -> APIError {
        APIError(.jobNotFound, "job '\(job)' was deleted: its run ends without a result")
    }

    /// Creates the run's directory and removes the result of an earlier attempt, which a failure of
    /// this one must not leave behind.
    private func prepareDirectory(of key: RunKey) throws {
        try FileManager.default.createDirectory(
            atPath: paths.directory(of: key),
            withIntermediateDirectories: true
        )
        try? FileManager.default.removeItem(atPath: paths.result(of: key))
    }

    private func table(
        _ source: JobSource,
        of job: JobRecord,
        at batchTime: Date,
        _ scope: VariableScope,
        _ copies: String
    ) async throws -> InputTable {
        if source.type == .job {
            let isDepend = job.definition.scheduler.type == .depend
            let path = try await upstreamResult(
                of: source.name,
                isDepend ? .exactly(batchTime) : .atMost(batchTime)
            )
            let files = InputFiles(paths: [path], format: .parquet)
            return InputTable(name: source.tableName, files: files, schema: [])
        }
        guard let found = try await store.dataSource(named: source.name) else {
            throw QueryFailure.failed("data source '\(source.name)' is gone: create it again")
        }
        return InputTable(
            name: source.tableName,
            files: try await files.files(
                of: found,
                filter: source.fileFilter ?? "",
                scope: scope,
                copiesIn: copies,
                by: engines.engine(ofJob: job.name),
                job: job.name
            ),
            schema: found.schema ?? []
        )
    }

    private func upstreamResult(
        of job: String,
        _ batchTime: BatchTimeBound
    ) async throws -> String {
        guard let run = try await store.newestSuccessfulRun(of: job, batchTime) else {
            throw QueryFailure.failed(
                "job '\(job)' has no result for this batch time: run it first"
            )
        }
        return paths.result(of: run.key)
    }
}
