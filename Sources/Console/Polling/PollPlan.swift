/// How one thing is to be kept fresh.
package struct PollPlan: Equatable, Sendable {
    /// Served first when there is not room for all; a greater number is more.
    package var importance: Int
    /// From an answer to the next question.
    package var interval: Duration
    /// How far what was observed may change the interval; `nil` leaves it as it is.
    ///
    /// A change that nothing announced shortens it, quiet lengthens it.
    package var bounds: ClosedRange<Duration>?
    /// Older than this it has a share of the budget of its own, however unimportant it is.
    package var oldestAge: Duration
    /// When it is expected to change, on the schedule's clock: it is asked then, and from then on quickly
    /// until the change is seen.
    package var instant: Duration?
    /// How it is asked from that instant on; `nil` for as important as ever, at the schedule's own speed.
    package var eagerness: Eagerness?

    /// Nothing said, a thing may grow as old as five of its intervals.
    package init(
        importance: Int,
        interval: Duration,
        bounds: ClosedRange<Duration>? = nil,
        oldestAge: Duration? = nil,
        instant: Duration? = nil,
        eagerness: Eagerness? = nil
    ) {
        self.importance = importance
        self.interval = interval
        self.bounds = bounds
        self.oldestAge = oldestAge ?? (bounds?.upperBound ?? interval) * 5
        self.instant = instant
        self.eagerness = eagerness
    }
}
