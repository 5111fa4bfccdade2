import Polling

/// Polls one job after the other, as fast as the budget allows.
struct RoundRobin: Strategy {
    private let jobs: Int
    private let mostInFlight: Int
    private var next = 0
    private var inFlight = 0
    private var bucket: TokenBucket

    init(jobs: Int, budget: Budget) {
        self.jobs = jobs
        mostInFlight = budget.mostInFlight
        bucket = TokenBucket(perSecond: budget.perSecond, burst: budget.burst, at: .zero)
    }

    mutating func look(at rows: [Int], at now: Duration) {}

    mutating func take(at now: Duration) -> [Int] {
        var taken: [Int] = []
        while inFlight < mostInFlight, bucket.take(at: now) {
            taken.append(next)
            next = (next + 1) % jobs
            inFlight += 1
        }
        return taken
    }

    mutating func finish(_ job: Int, _ reply: Reply, at now: Duration) { inFlight -= 1 }

    func nextDue(at now: Duration) -> Duration? {
        inFlight < mostInFlight ? bucket.nextAvailable(at: now) : nil
    }
}
