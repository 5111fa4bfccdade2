@testable import Polling

/// A generator whose fractions are all the same, so that jitter is a number a test can name.
struct Steady: RandomNumberGenerator, Sendable {
    private let value: UInt64

    /// `fraction` from 0 to 1.
    init(fraction: Double) {
        value = fraction >= 1 ? .max : UInt64(fraction * Double(UInt64.max))
    }

    mutating func next() -> UInt64 { value }
}

extension PollSchedule {
    /// A schedule that begins at zero.
    static func sample(
        _ limits: Limits = Limits(),
        generator: Steady = Steady(fraction: 0.5)
    ) -> PollSchedule {
        PollSchedule(limits: limits, at: .zero, generator: generator)
    }

    mutating func answer(_ keys: [Key], at now: Duration) {
        for key in keys { finish(key, .answered, at: now) }
    }

    /// Takes and answers what is due until nothing is; answers how much that was.
    mutating func drain(at now: Duration) -> Int {
        var count = 0
        while true {
            let keys = takeDue(at: now)
            guard !keys.isEmpty else { return count }
            count += keys.count
            answer(keys, at: now)
        }
    }

    /// The next key alone, answered at once.
    mutating func next(at now: Duration) -> Key? {
        let keys = takeDue(at: now)
        answer(keys, at: now)
        return keys.first
    }
}
