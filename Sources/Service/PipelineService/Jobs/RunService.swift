import PipelineAPI
import PipelineEngine

/// The rules of the run history and of the actions on runs.
struct RunService: Sendable {
    let store: any Store
    let runner: any BatchRunner

    func list(_ call: ListRuns, _ context: RequestContext) async throws(APIError) -> ListRuns.Output
    {
        let job = call.job.description
        guard try await store.job(named: job) != nil else {
            let names = try await store.jobs().map(\.name)
            throw APIError(
                .jobNotFound,
                "no job named '\(job)'" + NearestName.hint(for: job, among: names)
            )
        }
        if let runId = call.runId {
            return try await single(runId, of: job, context)
        }
        let answer = try await store.runs(try RunService.question(of: call))
        return ListRuns.Output(
            total: answer.total,
            history: await told(answer.runs, of: job, context)
        )
    }

    /// Returns runs as the API represents them; one that waits says what for.
    private func told(
        _ records: [RunRecord],
        of job: String,
        _ context: RequestContext
    ) async -> [Run] {
        let isWaiting = records.contains { [.ready, .restarting].contains($0.status) }
        let waits = isWaiting ? await runner.waits(of: job) : [:]
        return records.map { record in
            var run = record.run(at: context.now)
            if [.ready, .restarting].contains(record.status), let wait = waits[record.runId] {
                run.message = wait
            }
            return run
        }
    }

    private func single(
        _ runId: Int,
        of job: String,
        _ context: RequestContext
    ) async throws(APIError) -> ListRuns.Output {
        if runId == ListRuns.newest {
            let run = try await store.newestRun(job: job)
            return ListRuns.Output(
                total: run == nil ? 0 : 1,
                history: await told(run.map { [$0] } ?? [], of: job, context)
            )
        }
        guard let run = try await store.run(job: job, runId: runId) else {
            throw APIError(
                .runNotFound,
                "job '\(job)' has no run \(runId): look at its history for the ids"
            )
        }
        return ListRuns.Output(total: 1, history: await told([run], of: job, context))
    }

    private static func question(of call: ListRuns) throws(APIError) -> RunQuery {
        let page = call.page ?? 1
        let size = call.size ?? ListRuns.defaultSize
        guard page >= 1, page <= 1_000_000 else {
            throw APIError(.malformedBody, "page '\(page)' is not a page: count from 1")
        }
        guard (1...ListRuns.mostSize).contains(size) else {
            throw APIError(
                .malformedBody,
                "size '\(size)' is not allowed: use 1 to \(ListRuns.mostSize)"
            )
        }
        let sort = call.sortBy ?? "-endTime"
        let isDescending = sort.hasPrefix("-")
        guard let field = RunQuery.Field(rawValue: String(sort.drop { $0 == "-" })) else {
            let fields = RunQuery.Field.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError(
                .malformedBody,
                "sortBy '\(sort)' is unknown: use \(fields), with '-' before it for descending"
            )
        }
        if let status = call.status, !status.isKnown {
            throw APIError(
                .malformedBody,
                "status '\(status)' is unknown: use \(RunStatus.listing)"
            )
        }
        return RunQuery(
            job: call.job.description,
            status: call.status,
            sortBy: field,
            isDescending: isDescending,
            offset: (page - 1) * size,
            limit: size
        )
    }

    func stop(
        _ call: StopBatch,
        _ context: RequestContext
    ) async throws(APIError) -> StopBatch.Output {
        try await runner.stopRun(
            job: call.body.jobName.description,
            runId: call.body.runId.runId
        )
    }

    func rerun(
        _ call: RerunBatch,
        _ context: RequestContext
    ) async throws(APIError) -> RerunBatch.Output {
        try await runner.rerunRun(
            job: call.body.jobName.description,
            runId: call.body.runId.runId
        )
    }
}
