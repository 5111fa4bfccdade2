/// What is known of one job's runs, and the polling plan that follows from it.
///
/// Times are on the schedule's clock. The plan depends on nothing but the answers, and holds points in time
/// instead of countdowns: it stays equal until the next answer, whenever it is derived again.
package struct JobWatch: Equatable, Sendable {
    package struct Run: Equatable, Sendable {
        package var began: Duration
        /// `nil` while the run is in progress.
        package var ended: Duration?

        package init(began: Duration, ended: Duration?) {
            self.began = began
            self.ended = ended
        }
    }

    /// The known runs, newest first; ten are enough.
    package var runs: [Run]
    /// The next scheduled start; `nil` for a job that is started manually.
    ///
    /// It is the first scheduled time without a run, see ``nextStart(after:seen:rules:next:)``, so it may be past.
    package var nextStart: Duration?
    /// The time of the last answer about the job.
    package var seen: Duration
    /// Whether the job's row is on the screen.
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

    /// Returns frequent polling for a run on the screen; one elsewhere is polled rarely until it may have ended.
    private func plan(ofRun run: Run, _ rules: WatchRules) -> PollPlan {
        guard !isInSight else { return rules.runInSight.plan() }
        guard let length = RunLengths(runs).earliest, run.began + length > seen else {
            return rules.run.plan()
        }
        return rules.earlyRun.plan(at: run.began + length, then: rules.run)
    }

    private func plan(before start: Duration, _ rules: WatchRules) -> PollPlan {
        let rule = isInSight ? rules.startInSight : rules.start
        let moment = start + rules.startDelay
        guard moment > seen else { return rule.plan() }
        return (isInSight ? rules.announcedInSight : rules.announced).plan(at: moment, then: rule)
    }

    private func unannounced(_ rules: WatchRules) -> PollPlan {
        (isInSight ? rules.unannouncedInSight : rules.unannounced).plan()
    }
}

extension JobWatch {
    /// Returns the first scheduled start for which no run was seen and the limit for late starts has not passed.
    ///
    /// `begin` is the scheduled time of the newest run, or the time polling began; `next` returns the schedule's
    /// first time after a given one.
    package static func nextStart(
        after begin: Duration,
        seen: Duration,
        rules: WatchRules,
        next: (Duration) -> Duration?
    ) -> Duration? {
        guard let first = next(begin) else { return nil }
        let givenUp = seen - rules.lateStartLimit
        return first < givenUp ? next(givenUp) : first
    }
}
