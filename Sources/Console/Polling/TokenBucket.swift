/// A token bucket: a budget of requests that fills at a rate, up to a burst.
package struct TokenBucket: Equatable, Sendable {
    /// One token, less the rounding errors of adding fractions.
    private static let whole = 1 - 1e-6

    private let perSecond: Double
    private let most: Double
    private var saved: Double
    private var updated: Duration

    package init(perSecond: Double, burst: Double, at now: Duration) {
        self.perSecond = perSecond
        most = burst
        saved = burst
        updated = now
    }

    /// Takes a token; returns whether there was one.
    package mutating func take(at now: Duration) -> Bool {
        fill(at: now)
        guard saved >= TokenBucket.whole else { return false }
        saved = max(0, saved - 1)
        return true
    }

    /// Returns the earliest time, from `now` on, at which a token can be taken and `rest` tokens are left.
    package func nextAvailable(leaving rest: Double = 0, at now: Duration) -> Duration {
        var bucket = self
        bucket.fill(at: now)
        guard bucket.saved - rest < TokenBucket.whole else { return now }
        return now + .seconds((1 + rest - bucket.saved) / perSecond)
    }

    private mutating func fill(at now: Duration) {
        guard now > updated else { return }
        saved = min(most, saved + (now - updated) / .seconds(1) * perSecond)
        updated = now
    }
}
