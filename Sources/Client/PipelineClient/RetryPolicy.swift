package import PipelineAPI

/// Whether to ask again after a failure, and after how long: a pure decision.
///
/// Only calls that change nothing are sent again, only after faults that pass by themselves. What
/// changes something is sent once: nobody knows whether a lost answer was a lost request.
package struct RetryPolicy: Equatable, Sendable {
    /// How often a call is sent at most, the first time included.
    package var attempts: Int
    /// Before the second attempt; doubled for each further one.
    package var firstDelay: Duration
    package var longestDelay: Duration
    /// From the first attempt on: no attempt begins later.
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

    /// Sends everything once: for whoever asks again by a schedule of its own.
    package static let never = RetryPolicy(attempts: 1)

    /// The wait before the next attempt, or `nil` to give up.
    ///
    /// `attempt` counts those that have failed, from 1, in the time `elapsed`. `jitter`, 0 to 1, spreads
    /// the delay over its upper half, so that clients that failed together do not return together. A wait
    /// the service asked for is kept to, or, where it is too long, not waited for at all.
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
