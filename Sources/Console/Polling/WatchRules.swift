/// The importance and interval of polling for each state of a job.
///
/// Requests that most likely show a change come first: a start that is due, then jobs on the screen, then the end of
/// runs elsewhere, then everything else. For jobs that are not on the screen, intervals follow from how long one round
/// of requests for all keys takes.
package struct WatchRules: Equatable, Sendable {
    /// The polling of one state.
    package struct Rule: Equatable, Sendable {
        package var importance: Int
        package var interval: Duration
        package var bounds: ClosedRange<Duration>?
        package var oldestAge: Duration

        func plan(at instant: Duration? = nil, then fast: Rule? = nil) -> PollPlan {
            PollPlan(
                importance: importance,
                interval: interval,
                bounds: bounds,
                oldestAge: oldestAge,
                instant: instant,
                fastPolling: fast.map {
                    FastPolling(
                        importance: $0.importance,
                        interval: $0.interval,
                        timeLimit: .seconds(60)
                    )
                }
            )
        }
    }

    /// A start that is due and not seen yet, for a job on the screen and elsewhere.
    package var startInSight: Rule
    package var start: Rule
    /// On the screen: a run in progress, a job whose next start is known, and one whose next start is not.
    package var runInSight: Rule
    package var announcedInSight: Rule
    package var unannouncedInSight: Rule
    /// Elsewhere: a run that may end now, and one that hardly ends yet.
    package var run: Rule
    package var earlyRun: Rule
    /// Elsewhere: a job whose next start is known, and one whose next start is not.
    package var announced: Rule
    package var unannounced: Rule
    /// The time a service needs to begin a run that is due.
    package var startDelay = Duration.seconds(1.5)
    /// The delay after which a start is given up and the next one is expected.
    package var lateStartLimit = Duration.seconds(60)

    /// `keys` is the number of all keys, `perSecond` the budget of requests a second.
    package init(keys: Int, perSecond: Double) {
        let round = Duration.seconds(max(Double(keys) / perSecond, 20))
        func rule(_ importance: Int, _ interval: Duration, oldest: Duration) -> Rule {
            Rule(importance: importance, interval: interval, oldestAge: oldest)
        }
        startInSight = rule(5, .seconds(2), oldest: round)
        start = rule(4, .seconds(2), oldest: round)
        runInSight = rule(4, .seconds(2), oldest: .seconds(4))
        announcedInSight = rule(2, .seconds(60), oldest: .seconds(120))
        unannouncedInSight = rule(2, .seconds(12), oldest: .seconds(24))
        run = rule(1, .seconds(9), oldest: .seconds(15))
        earlyRun = rule(1, .seconds(40), oldest: .seconds(80))
        announced = rule(0, round * 3, oldest: round * 4)
        announced.bounds = round...(round * 3.25)
        unannounced = rule(0, round * 0.75, oldest: round * 1.35)
        unannounced.bounds = (round * 0.25)...(round * 1.3)
    }
}
