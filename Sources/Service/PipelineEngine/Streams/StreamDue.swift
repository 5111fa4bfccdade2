import struct FoundationEssentials.Date

/// When a transform or an export reads next: a value that knows no clock and starts nothing.
struct StreamDue: Equatable {
    /// Seconds between two looks where all goes well.
    var interval: Double
    private(set) var next: Date
    private var failures = 0

    static let longestPause = 60.0

    init(interval: Double, after start: Date) {
        self.interval = interval
        next = start.addingTimeInterval(interval)
    }

    func isDue(at now: Date) -> Bool { next <= now }

    /// After a step that left more to read, the next one comes at once.
    mutating func stepped(leavingMore hasMore: Bool, at now: Date) {
        failures = 0
        next = hasMore ? now : now.addingTimeInterval(interval)
    }

    /// Each failure doubles the pause, up to a minute; never sooner than the interval.
    mutating func failed(at now: Date) {
        let pause = min(StreamDue.longestPause, Double(1 << min(failures, 6)))
        failures += 1
        next = now.addingTimeInterval(max(interval, pause))
    }

    /// A new interval takes effect from the last look on.
    mutating func change(interval new: Double) {
        guard new != interval else { return }
        next = next.addingTimeInterval(new - interval)
        interval = new
    }
}
