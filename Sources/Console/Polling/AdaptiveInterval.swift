/// A polling interval that adapts to how often a key changes.
///
/// It moves in factors of 2^¼, so that all keys share few different intervals (``StalenessQueue``). A change takes
/// back eight steps and an unchanged answer adds one: the interval settles where one answer in nine has changed.
struct AdaptiveInterval: Equatable, Sendable {
    private static let fractions = [1, 1.189_207_115, 1.414_213_562, 1.681_792_831]
    private static let stepsOfAChange = 8

    /// Above 0 is slower than planned.
    private var steps = 0

    /// Returns the plan's interval, scaled and kept within the plan's bounds.
    func interval(of plan: PollPlan) -> Duration {
        guard let bounds = plan.bounds else { return plan.interval }
        let factor = Double(
            sign: .plus,
            exponent: steps >> 2,
            significand: Self.fractions[steps & 3]
        )
        return min(max(plan.interval * factor, bounds.lowerBound), bounds.upperBound)
    }

    /// Adapts to an answer; stops at the plan's bounds, so that it can return at once.
    mutating func learn(hasChanged: Bool, under plan: PollPlan) {
        guard let bounds = plan.bounds else { return }
        if hasChanged {
            for _ in 0..<Self.stepsOfAChange where interval(of: plan) > bounds.lowerBound {
                steps -= 1
            }
        } else if interval(of: plan) < bounds.upperBound {
            steps += 1
        }
    }
}
