/// What was seen of one job, and how it is therefore to be asked: the newest run is the question.
///
/// Times are the schedule's. The plan follows from what was seen and from nothing else, and names instants
/// instead of counting down to them: derived again at any moment before the next answer it is the same, so
/// it may be derived after every update of a screen, or only after an answer about this job.
package struct JobWatch: Equatable, Sendable {
    package struct Run: Equatable, Sendable {
        package var began: Duration
        /// `nil` while it is under way.
        package var ended: Duration?

        package init(began: Duration, ended: Duration?) {
            self.began = began
            self.ended = ended
        }
    }

    /// The runs that are known, newest first; the last ten say enough.
    package var runs: [Run]
    /// When the next one is to begin, as far as the job's schedule tells; `nil` for one started by hand.
    ///
    /// The first time that no run was seen for, see ``nextStart(after:seen:rules:next:)``: it may be over.
    package var nextStart: Duration?
    /// When the job was last answered for.
    package var seen: Duration
    /// Whether its row is on the screen.
    package var isInSight: Bool

    package init(runs: [Run], nextStart: Duration?, seen: Duration, isInSight: Bool) {
        self.runs = runs
        self.nextStart = nextStart
        self.seen = seen
        self.isInSight = isInSight
    }

    package func plan(by rules: WatchRules) -> PollPlan {
        if let newest = runs.first, newest.ended == nil { return plan(ofRun: newest, rules) }
        return nextStart.map { plan(before: $0, rules) } ?? unannounced(rules)
    }

    /// A run in sight is followed; one out of sight is looked at rarely until it may have ended.
    private func plan(ofRun run: Run, _ rules: WatchRules) -> PollPlan {
        guard !isInSight else { return rules.runInSight.plan() }
        guard let length = RunLengths(runs).earliest, run.began + length > seen else {
            return rules.run.plan()
        }
        return rules.earlyRun.plan(at: run.began + length, then: rules.run)
    }

    private func plan(before start: Duration, _ rules: WatchRules) -> PollPlan {
        let care = isInSight ? rules.startInSight : rules.start
        let moment = start + rules.delayOfStart
        guard moment > seen else { return care.plan() }
        return (isInSight ? rules.announcedInSight : rules.announced).plan(at: moment, then: care)
    }

    private func unannounced(_ rules: WatchRules) -> PollPlan {
        (isInSight ? rules.unannouncedInSight : rules.unannounced).plan()
    }
}

extension JobWatch {
    /// The first start of a schedule that was neither seen nor waited for in vain.
    ///
    /// `begin` is when the newest run was to begin, or when the watching began; `next` is the schedule: its
    /// first time after another.
    package static func nextStart(
        after begin: Duration,
        seen: Duration,
        rules: WatchRules,
        next: (Duration) -> Duration?
    ) -> Duration? {
        guard let first = next(begin) else { return nil }
        let givenUp = seen - rules.patience
        return first < givenUp ? next(givenUp) : first
    }
}
