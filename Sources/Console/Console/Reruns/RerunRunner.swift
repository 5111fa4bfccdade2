package import PipelineAPI

/// Sends what a plan of reruns says, one request at a time, until it is over.
package struct RerunRunner: Sendable {
    private let api: any APICaller
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    /// Pause between two requests: five a second are enough for any service.
    package static let pause = Duration.milliseconds(200)
    /// The longest sleep, so that a request to halt is noticed.
    private static let mostSleep = Duration.milliseconds(500)

    package init(
        api: any APICaller,
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.api = api
        self.now = now
        self.sleep = sleep
    }

    /// Makes the plan of some runs, at the same rate.
    package func plan(_ chosen: [RunID]) async throws(APIError) -> RerunPlan {
        try await planner.plan(chosen)
    }

    /// Runs until all is over or its task is cancelled; `report` is called whenever something has changed, with the
    /// rerun whose outcome is known now.
    package func run(
        _ plan: RerunPlan,
        isHalted: @Sendable () -> Bool = { false },
        report: @Sendable (RerunProgress, RerunOutcome?) -> Void
    ) async {
        var progress = RerunProgress(plan)
        var reported: RerunProgress?
        do {
            while true {
                if isHalted(), !progress.isHalted { progress.halt() }
                let next = progress.next(at: now())
                if progress != reported { report(progress, nil) }
                reported = progress
                switch next {
                case .over: return
                case .wait(let time): try await sleep(min(time, Self.mostSleep))
                case .send(let request):
                    let outcome = await send(request, &progress)
                    if outcome != nil || progress != reported { report(progress, outcome) }
                    reported = progress
                    try await sleep(Self.pause)
                }
            }
        } catch {}
    }

    private var planner: RerunPlanner {
        RerunPlanner(api: api) { [sleep] in try? await sleep(Self.pause) }
    }

    private func send(
        _ request: RerunProgress.Request,
        _ progress: inout RerunProgress
    ) async -> RerunOutcome? {
        switch request.kind {
        case .rerun(let id):
            let result = await result { () async throws(APIError) in
                guard let action = id.rerun.action else { return LocalizedText("") }
                return try await action.perform(with: api, id.rerun)
            }
            return progress.receiveRerun(request, result, at: now())
        case .look(let id):
            let result = await result { () async throws(APIError) in
                let call = ListRuns(job: try JobName(id.job), runId: id.number)
                return try await api.send(call).history.first
            }
            return progress.receive(request, result, at: now())
        case .find(let job, let time):
            let result = await result { () async throws(APIError) in
                try await planner.newest(of: job, at: time)
            }
            return progress.receive(request, result, at: now())
        }
    }

    private func result<Value: Sendable>(
        _ body: () async throws(APIError) -> Value
    ) async -> Result<Value, APIError> {
        do throws(APIError) {
            return .success(try await body())
        } catch { return .failure(error) }
    }
}
