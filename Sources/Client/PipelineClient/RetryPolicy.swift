package import PipelineAPI

/// Decides whether a call is retried after a failure, and after which delay; a pure function.
///
/// Only calls that change nothing are retried, and only after transient failures. A change is sent once, since a
/// lost answer cannot be told from a lost request.
package struct RetryPolicy: Equatable, Sendable {
    /// The maximum number of attempts, including the first.
    package var attempts: Int
    /// The delay before the second attempt, doubled for each further one.
    package var firstDelay: Duration
    package var longestDelay: Duration
    /// The time after the first attempt within which further ones may begin.
    package var mostTime: Duration

    package init(
        attempts: Int = 3,
        firstDelay: Duration = .milliseconds(200),
        longestDelay: Duration = .seconds(5),
        mostTime: Duration = .seconds(20)
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.mostTime = mostTime
    }

    /// Sends everything once, for callers that repeat requests on a schedule of their own.
    package static let never = RetryPolicy(attempts: 1)

    /// Returns the delay before the next attempt, or `nil` to give up.
    ///
    /// `attempt` is the number of failed attempts, from 1, and `elapsed` the time since the first. `jitter`, from 0
    /// to 1, spreads the delay over its upper half, so that clients that failed together do not retry together. A
    /// `Retry-After` is obeyed, or, if it is too long, the call is given up.
    package func delay(
        after error: APIError,
        attempt: Int,
        elapsed: Duration,
        context: CallContext,
        jitter: Double
    ) -> Duration? {
        guard context.isReadOnly, error.code.isTransient, attempt < attempts else { return nil }
        var delay = firstDelay
        for _ in 1..<max(1, min(attempt, 32)) where delay < longestDelay { delay *= 2 }
        delay = min(delay, longestDelay) * (0.5 + jitter / 2)
        if let asked = error.retryAfter {
            guard .seconds(asked) <= longestDelay else { return nil }
            delay = max(delay, .seconds(asked))
        }
        return elapsed + delay <= mostTime ? delay : nil
    }
}
