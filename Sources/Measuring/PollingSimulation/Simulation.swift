import Algorithms
import Statistics

/// Runs a strategy in a scenario, on a simulated clock that advances from event to event.
struct Simulation<Plan: Strategy> {
    private struct Question {
        var job: Int
        var reply: Reply
        /// The time of the scenario that the reply describes.
        var told: Duration
        var back: Duration
    }

    private let scenario: Scenario
    private let timetable: Timetable
    private let latency: ClosedRange<Double>
    private var plan: Plan
    private var random: SplitMix64
    private var ledger: Ledger
    private var inFlight: [Question] = []
    private var sight = -1
    private var now = Duration.zero

    /// The shortest and the longest time of an answer, in seconds.
    init(
        _ scenario: Scenario,
        _ timetable: Timetable,
        plan: Plan,
        latency: ClosedRange<Double> = 0.02...0.08,
        seed: UInt64
    ) {
        self.latency = latency
        self.scenario = scenario
        self.timetable = timetable
        self.plan = plan
        random = SplitMix64(seed: seed)
        ledger = Ledger(scenario, timetable)
    }

    mutating func run() -> Ledger {
        while now < timetable.end {
            turnTheEye()
            receive()
            for job in plan.take(at: now) { ask(about: job) }
            now = nextMoment()
        }
        ledger.close(at: timetable.end)
        return ledger
    }

    private func nextMoment() -> Duration {
        let turn = Scenario.sightTime * (sight + 1)
        let back = inFlight.map(\.back).min() ?? turn
        // A schedule with a request due now has taken none, so time must advance for the loop to end.
        let due = plan.nextDue(at: now).map { max($0, now + .microseconds(1)) } ?? turn
        return min(turn, back, due)
    }

    private mutating func turnTheEye() {
        guard now >= Scenario.sightTime * (sight + 1) else { return }
        sight += 1
        plan.look(at: scenario.sights[sight], at: now)
    }

    private mutating func ask(about job: Int) {
        ledger.asked(at: now)
        let latency = random.duration(latency)
        let told = now + latency / 2
        let reply =
            scenario.outages.trouble(at: now, using: &random) ?? scenario.reply(of: job, at: told)
        inFlight.append(Question(job: job, reply: reply, told: told, back: now + latency))
    }

    private mutating func receive() {
        for question in inFlight.filter({ $0.back <= now }).sorted(by: { $0.back < $1.back }) {
            if case .newest = question.reply {
                ledger.saw(question.job, asOf: question.told, at: now)
            }
            plan.finish(question.job, question.reply, at: now)
        }
        inFlight.removeAll { $0.back <= now }
    }
}

extension Scenario {
    /// Returns the service's answer at a time: the newest run.
    func reply(of job: Int, at moment: Duration) -> Reply {
        // Other requests show no changes of jobs.
        guard job < runs.count else { return .newest(nil) }
        let begun = runs[job].partitioningIndex { $0.began > moment }
        guard begun > 0 else { return .newest(nil) }
        let run = runs[job][begun - 1]
        return .newest(
            SeenRun(
                number: begun,
                due: run.due,
                began: run.began,
                steps: run.steps.count { $0 <= moment },
                ended: run.ended <= moment ? run.ended : nil
            )
        )
    }
}
