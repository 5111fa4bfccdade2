/// The state of one key in a schedule.
struct PollEntry: Sendable {
    var plan: PollPlan
    var due: Duration
    /// The time of the last request.
    var asked: Duration?
    /// The time of the last answer.
    var answered: Duration?
    /// The time of the last answer that had changed.
    var changed: Duration?
    let added: Duration
    /// The order of insertion, which breaks ties.
    let serial: Int
    var failures = 0
    /// Whether the user asked for a refresh: then it is served first, even while polling is paused.
    var isForced = false
    var adaptiveInterval = AdaptiveInterval()
    /// A random factor of the interval, so that keys answered together are not requested together again.
    var spread = 1.0

    init(plan: PollPlan, at now: Duration, serial: Int) {
        self.plan = plan
        self.serial = serial
        due = now
        added = now
    }

    /// The age of what is shown counts from here.
    var shownSince: Duration { answered ?? added }

    /// The learned polling interval.
    var interval: Duration { adaptiveInterval.interval(of: plan) }

    /// The time from the last answer to the next request while no change is expected.
    var wait: Duration { plan.bounds == nil ? interval : interval * spread }

    /// Returns whether the expected change is due, has not been seen, and the time limit has not passed.
    func isExpected(at now: Duration, timeLimit: Duration) -> Bool {
        guard let instant = plan.instant, instant <= now else { return false }
        guard let asked, let answered, asked >= instant else { return true }
        let isSeen = changed.map { $0 >= instant } ?? false
        return !isSeen && answered < instant + timeLimit
    }
}
