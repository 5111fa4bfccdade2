import struct FoundationEssentials.Date

/// The time at which a transform or an export steps next: a value that knows no clock and starts nothing.
struct StreamDue: Equatable {
    /// Seconds between two steps that succeed.
    var interval: Double
    private(set) var next: Date
    private var failures = 0

    /// Seconds.
    static let longestPause = 60.0

    init(interval: Double, after start: Date) {
        self.interval = interval
        next = start.addingTimeInterval(interval)
    }

    func isDue(at now: Date) -> Bool { next <= now }

    /// Schedules the next step after one that succeeded: at once if there is more to read.
    mutating func stepped(leavingMore hasMore: Bool, at now: Date) {
        failures = 0
        next = hasMore ? now : now.addingTimeInterval(interval)
    }

    /// Schedules the next step after one that failed after so many seconds: each failure doubles the pause, up to
    /// 60 s, and it is never shorter than the interval, nor than the step was, so that others go first.
    mutating func failed(after seconds: Double = 0, at now: Date) {
        let pause = min(StreamDue.longestPause, Double(1 << min(failures, 6)))
        failures += 1
        next = now.addingTimeInterval(max(interval, pause, seconds))
    }

    /// Changes the interval, counted from the last step.
    mutating func change(interval new: Double) {
        guard new != interval else { return }
        next = next.addingTimeInterval(new - interval)
        interval = new
    }
}
