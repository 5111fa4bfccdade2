/// How much faster or slower than planned a thing is asked, from what was seen of it.
///
/// Steps of a quarter octave, so that keys have few different intervals among them (``StalenessQueue``).
/// A change takes back the quiet of eight questions: a thing settles where one question in nine finds one.
struct LearnedPace: Equatable, Sendable {
    private static let fractions = [1, 1.189_207_115, 1.414_213_562, 1.681_792_831]
    private static let stepsOfAChange = 8

    /// Above 0 is slower.
    private var steps = 0

    /// The interval of a plan at this pace.
    func interval(of plan: PollPlan) -> Duration {
        guard let bounds = plan.bounds else { return plan.interval }
        let factor = Double(
            sign: .plus,
            exponent: steps >> 2,
            significand: Self.fractions[steps & 3]
        )
        return min(max(plan.interval * factor, bounds.lowerBound), bounds.upperBound)
    }

    /// Never goes further than the plan's bounds, so that it is soon back.
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
