/// How one thing is to be kept fresh.
package struct PollPlan: Equatable, Sendable {
    /// Served first when there is not room for all; a greater number is more.
    package var importance: Int
    /// From an answer to the next question.
    package var interval: Duration

    package init(importance: Int, interval: Duration) {
        self.importance = importance
        self.interval = interval
    }
}

/// How an attempt ended.
package enum PollOutcome: Equatable, Sendable {
    case answered
    /// The question itself failed, and may wait by itself.
    case failed
    /// The endpoint as a whole cannot be had: refused connections, refused keys, faults of its own.
    case endpointDown
    /// The service asked for a pause.
    case asked(pause: Duration)
}
