package import PipelineAPI

/// Sends what a plan of reruns says, one request at a time, until it is over.
package struct RerunRunner: Sendable {
    private let api: any APICaller
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let place: WorkPlace

    /// Pause between two requests: five a second are enough for any service.
    package static let pause = Duration.milliseconds(200)
    /// The longest sleep, so that a request to halt is noticed.
    private static let mostSleep = Duration.milliseconds(500)

    /// What was done is kept in `place`, before each rerun and after it.
    package init(
        api: any APICaller,
        place: WorkPlace = .none,
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.api = api
        self.place = place
        self.now = now
        self.sleep = sleep
    }

    /// Makes the plan of some runs, at the same rate.
    package func plan(_ choice: RerunChoice) async throws(APIError) -> RerunPlan {
        try await planner.plan(choice.runs, known: choice.known)
    }

    /// Runs until all is over or its task is cancelled; `report` is called whenever something has changed, with the
    /// rerun whose outcome is known now.
    package func run(
        _ begun: RerunRecord,
        isHalted: @Sendable () -> Bool = { false },
        report: @Sendable (RerunProgress, RerunOutcome?) -> Void
    ) async {
        var record = begun
        do throws(APIError) {
            try place.take()
        } catch {
            record.progress.refuse(LocalizedText(verbatim: error.message))
            return report(record.progress, nil)
        }
        await follow(&record, isHalted: isHalted, report: report)
        place.leave(record.progress.isOver && record.progress.trouble == nil)
    }

    private func follow(
        _ record: inout RerunRecord,
        isHalted: @Sendable () -> Bool,
        report: @Sendable (RerunProgress, RerunOutcome?) -> Void
    ) async {
        var reported: RerunProgress?
        var kept: [RerunProgress.State] = []
        while true {
            if isHalted(), !record.progress.isHalted { record.progress.halt() }
            let next = record.progress.next(at: now())
            if record.progress.states != kept { keep(&record) }
            kept = record.progress.states
            if record.progress != reported { report(record.progress, nil) }
            reported = record.progress
            let pause: Duration
            switch next {
            case .over: return
            case .wait(let time): pause = min(time, Self.mostSleep)
            case .send where record.progress.trouble != nil: return
            case .send(let request):
                let outcome = await send(request, &record.progress)
                if outcome != nil || record.progress != reported {
                    report(record.progress, outcome)
                }
                reported = record.progress
                pause = Self.pause
            }
            guard (try? await sleep(pause)) != nil else { return }
        }
    }

    /// Keeps the progress before anything of it is sent; what cannot be kept is not sent.
    private func keep(_ record: inout RerunRecord) {
        guard record.progress.trouble == nil else { return }
        do throws(APIError) {
            guard let data = record.data else { return }
            try place.keep(data)
        } catch {
            record.progress.refuse(LocalizedText(verbatim: error.message))
        }
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
