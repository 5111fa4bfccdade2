/// A simulated job: what starts it, how long its runs take, and how often they fail.
package struct JobModel: Sendable {
    package enum Trigger: Sendable {
        /// Starts at a fixed offset within each period.
        case crontab(every: Duration, offset: Duration)
        /// Starts a fixed time after its last start, or when that run has ended if it takes longer.
        case loop(every: Duration)
        /// Starts at times that cannot be predicted.
        case manual(meanGap: Double)
    }

    var trigger: Trigger
    /// Seconds.
    var usualLength: Double
    var failureShare = 0.05

    package init(trigger: Trigger, usualLength: Double) {
        self.trigger = trigger
        self.usualLength = usualLength
    }

    var isManual: Bool {
        if case .manual = trigger { return true }
        return false
    }

    /// Returns the first start after a time, as computed from the definition: `begin` is the start of the newest
    /// run, `end` its end.
    func nextStart(after moment: Duration, begin: Duration?, end: Duration?) -> Duration? {
        switch trigger {
        case .crontab(let period, let offset):
            guard moment >= offset else { return offset }
            return offset + period * (Int((moment - offset) / period) + 1)
        case .loop(let period):
            guard let begin, let end else { return nil }
            return max(begin + period, end)
        case .manual: return nil
        }
    }
}
