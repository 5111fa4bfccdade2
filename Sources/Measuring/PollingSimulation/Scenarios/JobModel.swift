/// What starts a job, how long its runs take, and how often they fail: the scenario's side of a job.
package struct JobModel: Sendable {
    package enum Trigger: Sendable {
        /// Every so often, at so long after the full period.
        case crontab(every: Duration, offset: Duration)
        /// So long after its last start, or as soon as that run has ended.
        case loop(every: Duration)
        /// At moments that nothing announces.
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

    /// The first start after a moment, as anybody who knows the definition can tell: `begin` is when the
    /// newest run began, `end` when it ended.
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
