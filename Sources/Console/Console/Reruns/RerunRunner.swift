package import PipelineAPI

/// Sends what a plan of reruns says.
package struct RerunRunner: Sendable {
    private let work: WorkRunner

    package init(_ work: WorkRunner) { self.work = work }

    /// Makes the plan of some runs, at the same rate.
    package func plan(_ choice: RerunChoice) async throws(APIError) -> RerunPlan {
        try await planner.plan(choice.runs, known: choice.known)
    }

    /// Runs until all is over or its task is cancelled; `report` is called whenever something has changed, with the
    /// rerun whose outcome is known now.
    package func run(
        _ record: RerunRecord,
        isHalted: @Sendable () -> Bool = { false },
        report: @Sendable (RerunRecord, WorkOutcome?) -> Void
    ) async {
        await work.run(record, isHalted: isHalted, report: report) { request, progress in
            await send(request, &progress)
        }
    }

    private var planner: RerunPlanner {
        RerunPlanner(api: work.api) { [work] in try? await work.sleep(WorkRunner.pause) }
    }

    private func send(
        _ request: RerunProgress.Request,
        _ progress: inout RerunProgress
    ) async -> WorkOutcome? {
        switch request.kind {
        case .rerun(let id):
            let result = await work.result { () async throws(APIError) in
                guard let action = id.rerun.action else { return LocalizedText("") }
                return try await action.perform(with: work.api, id.rerun)
            }
            return progress.receiveRerun(request, result, at: work.now())
        case .look(let id):
            let result = await work.result { () async throws(APIError) in
                let call = ListRuns(job: try JobName(id.job), runId: id.number)
                return try await work.api.send(call).history.first
            }
            return progress.receive(request, result, at: work.now())
        case .find(let job, let time):
            let result = await work.result { () async throws(APIError) in
                try await planner.newest(of: job, at: time)
            }
            return progress.receive(request, result, at: work.now())
        }
    }
}
