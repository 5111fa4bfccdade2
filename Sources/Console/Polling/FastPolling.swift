/// The polling of a key from the moment its change is expected until the change is seen.
package struct FastPolling: Equatable, Sendable {
    /// Replaces the plan's importance meanwhile, since an answer then most likely shows a change.
    package var importance: Int
    /// The time from an answer to the next request.
    package var interval: Duration
    /// The time after which the plan's own interval applies again, though no change was seen.
    package var timeLimit: Duration

    package init(importance: Int, interval: Duration, timeLimit: Duration) {
        self.importance = importance
        self.interval = interval
        self.timeLimit = timeLimit
    }
}
