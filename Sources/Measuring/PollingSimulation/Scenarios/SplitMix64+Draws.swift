import Statistics

/// The random values of the simulation: durations, intervals and times.
extension SplitMix64 {
    mutating func fraction() -> Double { Double.random(in: 0..<1, using: &self) }

    mutating func duration(_ range: ClosedRange<Double>) -> Duration {
        .seconds(Double.random(in: range, using: &self))
    }

    /// Returns a number between two others, distributed evenly on a logarithmic scale.
    mutating func spread(_ low: Double, _ high: Double) -> Double {
        var factor = 1.0
        // Twenty multiplications instead of a power, which is not in the standard library.
        let share = fraction() * 20
        let step = Self.twentiethRoot(of: high / low)
        for _ in 0..<Int(share) { factor *= step }
        return low * factor * (1 + (share - Double(Int(share))) * (step - 1))
    }

    /// Returns a factor around 1 with a standard deviation of about a quarter, as a sum of uniform values.
    mutating func aroundOne() -> Double {
        let bell = (0..<12).reduce(-6.0) { sum, _ in sum + fraction() }
        return max(0.3, 1 + bell * 0.22)
    }

    private static func twentiethRoot(of value: Double) -> Double {
        var root = 1.0
        // Newton's method, from above; the root is between 1 and 2 for all ratios in use.
        for _ in 0..<60 {
            var power = 1.0
            for _ in 0..<19 { power *= root }
            root -= (power * root - value) / (20 * power)
        }
        return root
    }
}
