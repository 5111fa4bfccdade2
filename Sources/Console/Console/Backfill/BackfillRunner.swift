import PipelineAPI

/// Sends what a plan of a backfill says.
package struct BackfillRunner: Sendable {
    private let work: WorkRunner
    /// Runs that a look sees: those of the step, and any that somebody else has started since.
    private static let seen = 20

    package init(_ work: WorkRunner) { self.work = work }

    /// Runs until all is over or its task is cancelled; `report` is called whenever something has changed, with the
    /// start whose outcome is known now.
    package func run(
        _ record: BackfillRecord,
        isHalted: @Sendable () -> Bool = { false },
        report: @Sendable (BackfillRecord, WorkOutcome?) -> Void
    ) async {
        await work.run(record, isHalted: isHalted, report: report) { request, progress in
            switch request {
            case .start(let start):
                let result = await work.result { () async throws(APIError) in
                    guard let action = start.action else { return LocalizedText("") }
                    return try await action.perform(with: work.api, start)
                }
                return progress.receiveStart(start, result, at: work.now())
            case .look:
                let job = progress.plan.job
                let result = await work.result { () async throws(APIError) in
                    let call = ListRuns(
                        job: try JobName(job),
                        page: 1,
                        size: Self.seen,
                        sortBy: "-runId"
                    )
                    return try await work.api.send(call).history
                }
                return progress.receive(result, at: work.now())
            }
        }
    }
}
