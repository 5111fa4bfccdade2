/// How one key is polled.
package struct PollPlan: Equatable, Sendable {
    /// Greater numbers are served first when the budget does not suffice for all.
    package var importance: Int
    /// The time from an answer to the next request.
    package var interval: Duration
    /// The bounds within which the interval adapts to observed changes; `nil` keeps it fixed.
    ///
    /// An unexpected change shortens the interval, unchanged answers lengthen it.
    package var bounds: ClosedRange<Duration>?
    /// The age of an answer beyond which the key gets a reserved share of the budget, however unimportant it is.
    package var oldestAge: Duration
    /// The time of an expected change, on the schedule's clock: a request is sent then, and frequent ones from then
    /// on until the change is seen.
    package var instant: Duration?
    /// The polling from that instant on; `nil` for the plan's importance at the schedule's fast interval.
    package var fastPolling: FastPolling?

    /// `oldestAge` defaults to five intervals.
    package init(
        importance: Int,
        interval: Duration,
        bounds: ClosedRange<Duration>? = nil,
        oldestAge: Duration? = nil,
        instant: Duration? = nil,
        fastPolling: FastPolling? = nil
    ) {
        self.importance = importance
        self.interval = interval
        self.bounds = bounds
        self.oldestAge = oldestAge ?? (bounds?.upperBound ?? interval) * 5
        self.instant = instant
        self.fastPolling = fastPolling
    }
}
