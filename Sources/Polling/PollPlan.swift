/// How one thing is to be kept fresh.
package struct PollPlan: Equatable, Sendable {
    /// Served first when there is not room for all; a greater number is more.
    package var importance: Int
    /// From an answer to the next question.
    package var interval: Duration
    /// Older than this it has a share of the budget of its own, however unimportant it is.
    package var oldestAge: Duration
    /// When it is expected to change, on the schedule's clock: it is asked then, and from then on quickly
    /// until the change is seen.
    package var instant: Duration?

    /// Nothing said, a thing may grow as old as five of its intervals.
    package init(
        importance: Int,
        interval: Duration,
        oldestAge: Duration? = nil,
        instant: Duration? = nil
    ) {
        self.importance = importance
        self.interval = interval
        self.oldestAge = oldestAge ?? interval * 5
        self.instant = instant
    }
}
