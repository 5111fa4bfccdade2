/// The outcome of a request.
package enum PollOutcome: Equatable, Sendable {
    /// Answered, where answers are not compared.
    case answered
    /// Answered, and different from the last answer.
    case changed
    /// Answered, and equal to the last answer.
    case unchanged
    /// Refused: this key backs off by itself, since the endpoint answers.
    case failed
    /// The service failed or was too slow: the endpoint counts as down once several keys in a row end so.
    case faulted
    /// The endpoint as a whole is unavailable: no connection, or refused credentials.
    case endpointDown
    /// The service asked for a pause.
    case throttled(pause: Duration)

    /// Whether there is an answer to show.
    package var isAnswer: Bool { [.answered, .changed, .unchanged].contains(self) }
}
