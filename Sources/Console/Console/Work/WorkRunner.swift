import FoundationEssentials
package import PipelineAPI

/// Does what the progress of long work says, one request at a time, until it is over.
package struct WorkRunner: Sendable {
    let api: any APICaller
    let now: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void
    private let place: WorkPlace

    /// Pause between two requests: five a second are enough for any service.
    package static let pause = Duration.milliseconds(200)
    /// The longest sleep, so that a request to halt is noticed.
    private static let mostSleep = Duration.milliseconds(500)

    /// What was done is kept in `place`, before each change and after it.
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

    /// Sends a request and gives its answer to the progress; returns the change whose outcome is known now.
    typealias Send<Progress: WorkProgress> =
        @Sendable (Progress.Request, inout Progress) async -> WorkOutcome?

    /// Runs until all is over or its task is cancelled; `report` is called whenever something has changed, with the
    /// change whose outcome is known now.
    func run<Progress>(
        _ begun: WorkRecord<Progress>,
        isHalted: @Sendable () -> Bool,
        report: @Sendable (WorkRecord<Progress>, WorkOutcome?) -> Void,
        send: Send<Progress>
    ) async {
        var record = begun
        record.progress.takeUp()
        do throws(APIError) {
            try place.take()
        } catch {
            record.progress.refuse(LocalizedText(verbatim: error.message))
            return report(record, nil)
        }
        await follow(&record, isHalted, report, send)
        place.leave(!record.progress.isLeft && record.progress.trouble == nil)
    }

    private func follow<Progress>(
        _ record: inout WorkRecord<Progress>,
        _ isHalted: @Sendable () -> Bool,
        _ report: @Sendable (WorkRecord<Progress>, WorkOutcome?) -> Void,
        _ send: Send<Progress>
    ) async {
        var reported: Progress?
        var kept: Data?
        while true {
            if isHalted(), !record.progress.isHalted { record.progress.halt() }
            let next = record.progress.next(at: now())
            let data = record.data
            if data != kept { keep(data, &record) }
            kept = data
            if record.progress != reported { report(record, nil) }
            reported = record.progress
            let pause: Duration
            switch next {
            case .over: return
            case .wait(let time): pause = min(time, Self.mostSleep)
            case .send where record.progress.trouble != nil: return
            case .send(let request):
                let outcome = await send(request, &record.progress)
                if outcome != nil || record.progress != reported { report(record, outcome) }
                reported = record.progress
                pause = Self.pause
            }
            guard (try? await sleep(pause)) != nil else { return }
        }
    }

    /// Keeps the progress before anything of it is sent; what cannot be kept is not sent.
    private func keep<Progress>(_ data: Data?, _ record: inout WorkRecord<Progress>) {
        guard let data, record.progress.trouble == nil else { return }
        do throws(APIError) {
            try place.keep(data)
        } catch {
            record.progress.refuse(LocalizedText(verbatim: error.message))
        }
    }

    func result<Value: Sendable>(
        _ body: () async throws(APIError) -> Value
    ) async -> Result<Value, APIError> {
        do throws(APIError) {
            return .success(try await body())
        } catch { return .failure(error) }
    }
}
