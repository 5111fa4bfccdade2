import Statistics

/// What the simulation draws: lengths, intervals and moments.
extension SplitMix64 {
    mutating func fraction() -> Double { Double.random(in: 0..<1, using: &self) }

    mutating func duration(_ range: ClosedRange<Double>) -> Duration {
        .seconds(Double.random(in: range, using: &self))
    }

    /// Between two numbers, small ones as often as large ones.
    mutating func spread(_ low: Double, _ high: Double) -> Double {
        var factor = 1.0
        // Twenty small steps instead of a power, for which Swift alone has no function.
        let share = fraction() * 20
        let step = Self.twentiethRoot(of: high / low)
        for _ in 0..<Int(share) { factor *= step }
        return low * factor * (1 + (share - Double(Int(share))) * (step - 1))
    }

    /// About 1, most often within a quarter of it: a bell, by adding up.
    mutating func aroundOne() -> Double {
        let bell = (0..<12).reduce(-6.0) { sum, _ in sum + fraction() }
        return max(0.3, 1 + bell * 0.22)
    }

    private static func twentiethRoot(of value: Double) -> Double {
        var root = 1.0
        // Newton, from above, on what is between 1 and 2 for all ratios in use.
        for _ in 0..<60 {
            var power = 1.0
            for _ in 0..<19 { power *= root }
            root -= (power * root - value) / (20 * power)
        }
        return root
    }
}
