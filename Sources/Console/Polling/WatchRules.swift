/// How much the states of a job matter, and how often it is asked in each.
///
/// What a change is most likely to be found by comes first: a start that is due, then what is in sight, then
/// the end of runs out of sight, then everything else. Out of sight, intervals follow from how long one
/// round of all keys takes.
package struct WatchRules: Equatable, Sendable {
    /// How one state is asked for.
    package struct Care: Equatable, Sendable {
        package var importance: Int
        package var interval: Duration
        package var bounds: ClosedRange<Duration>?
        package var oldestAge: Duration

        func plan(at instant: Duration? = nil, then eager: Care? = nil) -> PollPlan {
            PollPlan(
                importance: importance,
                interval: interval,
                bounds: bounds,
                oldestAge: oldestAge,
                instant: instant,
                eagerness: eager.map {
                    Eagerness(importance: $0.importance, interval: $0.interval, time: .seconds(60))
                }
            )
        }
    }

    /// A start that is due and was not seen yet.
    package var startInSight: Care
    package var start: Care
    /// A run under way in sight, and jobs at rest there, whose next start is known and not known.
    package var runInSight: Care
    package var announcedInSight: Care
    package var unannouncedInSight: Care
    /// A run out of sight that may end, and one that hardly will yet.
    package var run: Care
    package var earlyRun: Care
    /// Jobs at rest out of sight.
    package var announced: Care
    package var unannounced: Care
    /// A service takes a moment to begin what is due.
    package var delayOfStart = Duration.seconds(1.5)
    /// A start that is so late is not waited for any longer: the next one is.
    package var patience = Duration.seconds(60)

    /// For so many keys and a budget of so many questions a second.
    package init(keys: Int, perSecond: Double) {
        let round = Duration.seconds(max(Double(keys) / perSecond, 20))
        func care(_ importance: Int, _ interval: Duration, oldest: Duration) -> Care {
            Care(importance: importance, interval: interval, oldestAge: oldest)
        }
        startInSight = care(5, .seconds(2), oldest: round)
        start = care(4, .seconds(2), oldest: round)
        runInSight = care(4, .seconds(2), oldest: .seconds(4))
        announcedInSight = care(2, .seconds(60), oldest: .seconds(120))
        unannouncedInSight = care(2, .seconds(12), oldest: .seconds(24))
        run = care(1, .seconds(9), oldest: .seconds(15))
        earlyRun = care(1, .seconds(40), oldest: .seconds(80))
        announced = care(0, round * 3, oldest: round * 4)
        announced.bounds = round...(round * 3.25)
        unannounced = care(0, round * 0.75, oldest: round * 1.35)
        unannounced.bounds = (round * 0.25)...(round * 1.3)
    }
}
