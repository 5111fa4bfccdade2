import Polling
import Statistics

/// Polls rows in sight at one interval and the rest at another; each has half of the budget.
struct FixedIntervals: Strategy {
    private let rest: PollPlan
    private let seen: PollPlan
    private var inSight: [Int] = []
    private var schedule: PollSchedule<Int>

    init(jobs: Int, inSight: Int, budget: Budget, seed: UInt64) {
        schedule = .within(budget, seed: seed)
        seen = Self.plan(every: Double(inSight) / (budget.perSecond / 2))
        rest = Self.plan(every: Double(jobs - inSight) / (budget.perSecond / 2))
        for job in 0..<jobs { schedule.setPlan(rest, for: job, at: .zero) }
    }

    private static func plan(every seconds: Double) -> PollPlan {
        PollPlan(importance: 0, interval: .seconds(seconds))
    }

    mutating func look(at rows: [Int], at now: Duration) {
        for job in inSight { schedule.setPlan(rest, for: job, at: now) }
        inSight = rows
        for job in inSight { schedule.setPlan(seen, for: job, at: now) }
    }

    mutating func take(at now: Duration) -> [Int] { schedule.takeDue(at: now) }

    mutating func finish(_ job: Int, _ reply: Reply, at now: Duration) {
        schedule.finish(job, reply.outcome(hasChanged: nil), at: now)
    }

    func nextDue(at now: Duration) -> Duration? { schedule.nextDue(at: now) }
}

extension PollSchedule {
    static func within(_ budget: Budget, seed: UInt64) -> PollSchedule {
        var limits = Limits()
        limits.perSecond = budget.perSecond
        limits.burst = budget.burst
        limits.mostInFlight = budget.mostInFlight
        return PollSchedule(limits: limits, at: .zero, generator: SplitMix64(seed: seed))
    }
}

extension Reply {
    /// Returns the outcome for the schedule; `hasChanged` is `nil` if answers are not compared.
    func outcome(hasChanged: Bool?) -> PollOutcome {
        switch self {
        case .newest: hasChanged.map { $0 ? .changed : .unchanged } ?? .answered
        case .refused: .failed
        case .faulted: .faulted
        case .unreachable: .endpointDown
        }
    }
}
