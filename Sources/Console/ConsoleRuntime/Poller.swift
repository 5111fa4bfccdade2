import Console
import FoundationEssentials
import PipelineAPI
import Polling

/// Sends the request a poll key stands for, and delivers the answer to the console.
struct Poller: Sendable {
    /// How the last request went, for the header.
    enum Report: Sendable {
        case answered(milliseconds: Int)
        /// Nothing was reached, or the keys are refused.
        case unreached(APIError, at: Date)
        /// Several requests in a row have failed.
        case failed(APIError, at: Date)
    }

    let reports: AsyncStream<Report>
    private let report: AsyncStream<Report>.Continuation
    private let api: any APICaller
    private let clock: PollClock
    private let now: @Sendable () -> Date
    private let deliver: @Sendable (ConsoleAction) -> Void
    private let cache = ResponseCache()
    private let health = LinkHealth()

    init(
        api: any APICaller,
        clock: PollClock,
        now: @escaping @Sendable () -> Date,
        deliver: @escaping @Sendable (ConsoleAction) -> Void
    ) {
        self.api = api
        self.clock = clock
        self.now = now
        self.deliver = deliver
        (reports, report) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ask(_ key: PollKey) async -> PollOutcome {
        let asked = now()
        let began = clock.now()
        let outcome: PollOutcome
        switch key {
        case .list(let list):
            guard let kind = ResourceCatalogue.kind(list.kind) else { return .failed }
            let result = await Result.catching { () throws(APIError) in
                try await kind.load(api, list.scope)
            }
            guard !Task.isCancelled else { return .failed }
            let isNews = await cache.isNews(result, about: list, asked: key)
            outcome = tell(result, isNews: isNews, since: began)
            deliver(
                isNews == false
                    ? .listUnchanged(list, at: asked) : .listLoaded(list, result, at: asked)
            )
        case .part(let list, let part):
            guard let ask = ResourceCatalogue.kind(list.kind)?.part else { return .failed }
            let result = await Result.catching { () throws(APIError) in
                try await ask(api, list.scope, list.query, part)
            }
            guard !Task.isCancelled else { return .failed }
            // A later page may have been dropped meanwhile, so it is always delivered.
            let isLater = part != .newest && part != .page(1)
            let isNews =
                isLater ? nil : await cache.isNews(result, about: list, asked: key)
            outcome = tell(result, isNews: isNews, since: began)
            deliver(
                isNews == false
                    ? .listUnchanged(list, at: asked)
                    : .partLoaded(list, part, result, at: asked)
            )
        case .detail(let address):
            guard let kind = ResourceCatalogue.kind(address.kind) else { return .failed }
            let result = await Result.catching { () throws(APIError) in
                try await kind.describe(api, address)
            }
            guard !Task.isCancelled else { return .failed }
            outcome = tell(result, isNews: nil, since: began)
            deliver(.detailLoaded(address, result, at: asked))
        }
        return outcome
    }

    private func tell<Value>(
        _ result: Result<Value, APIError>,
        isNews: Bool?,
        since began: Duration
    ) -> PollOutcome {
        let milliseconds = Int((clock.now() - began) / .milliseconds(1))
        switch result {
        case .success:
            health.noteAnswer()
            report.yield(.answered(milliseconds: milliseconds))
        case .failure(let error) where Poller.isOfEndpoint(error):
            report.yield(.unreached(error, at: now()))
            if error.code == .tooManyRequests, let pause = error.retryAfter {
                return .throttled(pause: .seconds(pause))
            }
            return .endpointDown
        case .failure(let error) where error.code.isTransient || !error.code.isFromService:
            if health.noteFailure() { report.yield(.failed(error, at: now())) }
            return .faulted
        case .failure:
            health.noteAnswer()
            return .failed
        }
        return isNews.map { $0 ? .changed : .unchanged } ?? .answered
    }

    /// Whether a failure concerns the whole endpoint, so that no other request would succeed either.
    private static func isOfEndpoint(_ error: APIError) -> Bool {
        [.unreachable, .unauthorized, .tooManyRequests].contains(error.code)
    }
}

extension PollingScheduler<PollKey> {
    /// The next 60 requests, each with the reason for its time.
    var forecast: [PollForecast] {
        nextKeys(60).map { PollForecast(key: $0.key, reason: $0.reason) }
    }
}
