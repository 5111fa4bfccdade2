/// Whether the endpoint as a whole is reachable, derived from the outcomes of single requests.
///
/// While it is down, one probe at a time is let through, with growing delays, until one is answered.
struct EndpointHealth<Key: Hashable & Sendable>: Sendable {
    /// The number of keys that must fail in a row before the endpoint counts as down.
    private let failuresOfAnOutage = 3
    private let backOff: BackOff
    /// The number of probes that failed since the last answer; 0 while the endpoint is up.
    private(set) var failedProbes = 0
    /// The earliest time of the next probe.
    private(set) var nextProbe = Duration.zero
    /// The end of the pause that the service asked for.
    private(set) var throttledUntil = Duration.zero
    private var lastDown = Duration.zero
    private var lastAnswer: Duration?
    private var failingKeys: Set<Key> = []

    init(backOff: BackOff) {
        self.backOff = backOff
    }

    var isDown: Bool { failedProbes > 0 }
    /// The earliest time of the next request.
    var opensAt: Duration { max(nextProbe, throttledUntil) }

    /// Records the outcome of a request; returns whether it ended an outage.
    ///
    /// `keys` is the number of keys in the schedule: with few of them, fewer failures make an outage.
    mutating func note(
        _ outcome: PollOutcome,
        of key: Key,
        began: Duration,
        keys: Int,
        at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Bool {
        switch outcome {
        case .answered, .changed, .unchanged, .failed:
            let wasDown = isDown
            (failedProbes, lastAnswer) = (0, now)
            nextProbe = min(nextProbe, now)
            failingKeys.removeAll()
            return wasDown
        case .throttled(let pause):
            throttledUntil = max(throttledUntil, now + pause)
        case .endpointDown where lastAnswer.map { $0 > began } ?? false, .faulted:
            // Other keys are answered meanwhile, so this is the key's own failure until several fail.
            failingKeys.insert(key)
            if isDown || failingKeys.count >= min(failuresOfAnOutage, max(1, keys)) {
                goDown(began: began, at: now, using: &generator)
            }
        case .endpointDown:
            goDown(began: began, at: now, using: &generator)
        }
        return false
    }

    /// Allows the next probe now, because the user asked for a refresh.
    mutating func probeNow(at now: Duration) {
        nextProbe = min(nextProbe, now)
    }

    private mutating func goDown(
        began: Duration,
        at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        // A request that was in flight when the outage was found is part of the same failure.
        guard !isDown || began > lastDown else { return }
        failedProbes += 1
        lastDown = now
        nextProbe = now + backOff.delay(after: failedProbes, using: &generator)
    }
}
