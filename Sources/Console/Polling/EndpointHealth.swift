/// Whether the endpoint as a whole can be had, told from how single questions fare.
///
/// While it is down, one probe at a time is let through, later each time, until one is answered.
struct EndpointHealth<Key: Hashable & Sendable>: Sendable {
    /// So many keys in a row that the service failed at make an outage.
    private let faultsOfAnOutage = 3
    private let backOff: BackOff
    /// Probes that failed since it last answered; 0 while it is up.
    private(set) var downs = 0
    /// When the next probe may go.
    private(set) var resumes = Duration.zero
    /// When the pause ends that the service asked for.
    private(set) var pauseEnds = Duration.zero
    private var lastDown = Duration.zero
    private var lastAnswer: Duration?
    private var faulty: Set<Key> = []

    init(backOff: BackOff) {
        self.backOff = backOff
    }

    var isDown: Bool { downs > 0 }
    /// Nothing may be asked before.
    var opens: Duration { max(resumes, pauseEnds) }

    /// Learns from an attempt; answers whether it ended an outage.
    ///
    /// `wanted` is how many keys there are to learn from.
    mutating func note(
        _ outcome: PollOutcome,
        of key: Key,
        began: Duration,
        wanted: Int,
        at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) -> Bool {
        switch outcome {
        case .answered, .changed, .unchanged, .failed:
            let wasDown = isDown
            (downs, lastAnswer) = (0, now)
            resumes = min(resumes, now)
            faulty.removeAll()
            return wasDown
        case .asked(let pause):
            pauseEnds = max(pauseEnds, now + pause)
        case .endpointDown where lastAnswer.map { $0 > began } ?? false, .faulted:
            // Others are answered meanwhile: that is this key's own trouble, until it is theirs too.
            faulty.insert(key)
            if isDown || faulty.count >= min(faultsOfAnOutage, max(1, wanted)) {
                goDown(began: began, at: now, using: &generator)
            }
        case .endpointDown:
            goDown(began: began, at: now, using: &generator)
        }
        return false
    }

    /// Lets the next probe go at once, for somebody who does not want to wait for it.
    mutating func probeNow(at now: Duration) {
        resumes = min(resumes, now)
    }

    private mutating func goDown(
        began: Duration,
        at now: Duration,
        using generator: inout some RandomNumberGenerator
    ) {
        // What was under way when the outage was found is the same finding, not a second one.
        guard !isDown || began > lastDown else { return }
        downs += 1
        lastDown = now
        resumes = now + backOff.delay(after: downs, using: &generator)
    }
}
