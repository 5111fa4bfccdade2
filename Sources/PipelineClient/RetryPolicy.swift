package import PipelineAPI

/// Whether to ask again after a failure, and after how long: a pure decision.
///
/// Only calls that change nothing are sent again, only after faults that pass by themselves. What
/// changes something is sent once: nobody knows whether a lost answer was a lost request.
package struct RetryPolicy: Sendable {
    package var attempts: Int
    /// Seconds before the second attempt; doubled for each further one.
    package var firstDelay: Double
    package var longestDelay: Double

    package init(attempts: Int = 3, firstDelay: Double = 0.2, longestDelay: Double = 5) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// - Parameters:
    ///   - attempt: how many have failed, from 1.
    ///   - jitter: 0 to 1, spreads the delay over its upper half.
    /// - Returns: the seconds to wait, or `nil` to give up.
    package func delay(
        after error: APIError,
        attempt: Int,
        context: CallContext,
        jitter: Double
    ) -> Double? {
        guard context.isReadOnly, error.code.isTransient, attempt < attempts else { return nil }
        if let asked = error.retryAfter {
            return Double(asked) <= longestDelay ? Double(asked) : nil
        }
        var full = firstDelay
        for _ in 1..<max(1, attempt) { full *= 2 }
        return min(full, longestDelay) * (0.5 + jitter / 2)
    }
}
