/// Exponential back-off with jitter: the delay doubles with every failure up to a maximum.
package struct BackOff: Equatable, Sendable {
    package var first: Duration
    package var longest: Duration

    package init(first: Duration = .seconds(2), longest: Duration = .seconds(60)) {
        self.first = first
        self.longest = longest
    }

    /// Returns a random delay between half and all of the full one, after `failures` in a row, from 1.
    package func delay(
        after failures: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        var full = first
        for _ in 1..<max(1, failures) where full < longest { full *= 2 }
        return min(full, longest) * Double.random(in: 0.5...1, using: &generator)
    }
}
