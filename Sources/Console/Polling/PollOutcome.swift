/// How an attempt ended.
package enum PollOutcome: Equatable, Sendable {
    /// Answered, by whoever does not compare answers.
    case answered
    /// Answered, with something else than the last time.
    case changed
    /// Answered, with the same as the last time.
    case unchanged
    /// The question was refused: it may wait by itself, since the endpoint answers.
    case failed
    /// The service failed at the question, or was too slow: the endpoint is taken to be down once several
    /// keys in a row have fared so.
    case faulted
    /// The endpoint as a whole cannot be had: no connection, or a refused key.
    case endpointDown
    /// The service asked for a pause.
    case asked(pause: Duration)

    /// Whether there was an answer to show.
    package var isAnswer: Bool { [.answered, .changed, .unchanged].contains(self) }
}
