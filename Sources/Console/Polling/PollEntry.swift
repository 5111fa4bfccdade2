/// What a schedule remembers of one key.
struct PollEntry: Sendable {
    var plan: PollPlan
    var due: Duration
    /// The beginning of the last attempt, and the end of the last that was answered.
    var asked: Duration?
    var answered: Duration?
    var changed: Duration?
    let added: Duration
    /// Which of several comes first where nothing else tells.
    let serial: Int
    var failures = 0
    /// Asked for by hand: goes before what is not, also in a pause.
    var isForced = false
    var pace = LearnedPace()
    /// What was answered at the same time is not asked at the same time again.
    var spread = 1.0

    init(plan: PollPlan, at now: Duration, serial: Int) {
        self.plan = plan
        self.serial = serial
        due = now
        added = now
    }

    /// What is shown of it dates from then.
    var shownSince: Duration { answered ?? added }

    /// What it is to be asked by, learned.
    var interval: Duration { pace.interval(of: plan) }

    /// From its last answer to its next question, while nothing is expected of it.
    var wait: Duration { plan.bounds == nil ? interval : interval * spread }

    /// Whether its instant has come and the change has neither been seen nor been waited for in vain.
    func isExpected(at now: Duration, eagerTime: Duration) -> Bool {
        guard let instant = plan.instant, instant <= now else { return false }
        guard let asked, let answered, asked >= instant else { return true }
        let isSeen = changed.map { $0 >= instant } ?? false
        return !isSeen && answered < instant + eagerTime
    }
}
