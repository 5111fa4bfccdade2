/// A recorded scenario; the recorded answers and the simulation of it are evaluated by the same ledger.
///
/// Times count from the beginning of the polling.
package struct Replay: Sendable {
    /// A recorded answer.
    package struct Answer: Sendable {
        package var asked: Duration
        package var arrived: Duration
        /// `nil` for a request about something else.
        package var job: Int?
        /// The index of the newest run it showed among the job's runs.
        package var run: Int?
        package var hasBegun: Bool
        package var hasEnded: Bool

        package init(
            asked: Duration,
            arrived: Duration,
            job: Int?,
            run: Int?,
            hasBegun: Bool,
            hasEnded: Bool
        ) {
            self.asked = asked
            self.arrived = arrived
            self.job = job
            self.run = run
            self.hasBegun = hasBegun
            self.hasEnded = hasEnded
        }
    }

    private let scenario: Scenario
    private let timetable: Timetable
    private let window: Range<Duration>

    /// Changes within the window are measured; they may be seen until `end`.
    package init(
        models: [JobModel],
        runs: [[SimulatedRun]],
        sight: [Int],
        window: Range<Duration>,
        end: Duration
    ) {
        self.window = window
        timetable = Timetable(calm: window, end: end)
        scenario = Scenario(models: models, runs: runs, sight: sight, timetable: timetable)
    }

    /// Returns what the recorded answers showed; they are in the order of their arrival.
    package func seen(by answers: [Answer]) -> Outcome {
        var ledger = Ledger(scenario, timetable)
        for answer in answers.sorted(by: { $0.arrived < $1.arrived }) {
            ledger.asked(at: answer.asked)
            guard let job = answer.job else { continue }
            ledger.saw(job, asOf: moment(shownBy: answer, of: job), at: answer.arrived)
        }
        ledger.close(at: timetable.end)
        return Outcome([ledger], window)
    }

    /// Returns what the schedule sees of the same scenario in simulated time, averaged over several seeds.
    ///
    /// `others` are the requests besides those for jobs; `latency` is in seconds.
    package func simulated(
        others: [OtherQuestion],
        latency: ClosedRange<Double>,
        seeds: ClosedRange<UInt64>
    ) -> Outcome {
        let ledgers = seeds.map { seed in
            let plan = Watching(
                models: scenario.models,
                others: others,
                budget: Budget(),
                seed: seed
            )
            var simulation = Simulation(
                scenario,
                timetable,
                plan: plan,
                latency: latency,
                seed: seed + 100
            )
            return simulation.run()
        }
        return Outcome(ledgers, window)
    }

    /// Returns the time of the last change that an answer shows.
    private func moment(shownBy answer: Answer, of job: Int) -> Duration {
        let never = Duration.seconds(-1_000_000)
        guard let number = answer.run, number < scenario.runs[job].count else { return never }
        let run = scenario.runs[job][number]
        if answer.hasEnded { return run.ended }
        if answer.hasBegun { return run.began }
        return number > 0 ? scenario.runs[job][number - 1].ended : never
    }
}

/// What was seen of a scenario, averaged over several simulations.
package struct Outcome: Sendable {
    package private(set) var ages: [Sighting: Ages] = [:]
    package let requestsPerSecond: Double
    /// The longest time in seconds in which some job was not polled.
    package let oldest: Double
    package let looks: Int

    init(_ ledgers: [Ledger], _ window: Range<Duration>) {
        looks = ledgers.count
        let seconds = (window.upperBound - window.lowerBound) / .seconds(1) * Double(looks)
        requestsPerSecond = Double(ledgers.map(\.requests).reduce(0, +)) / seconds
        oldest = ledgers.map { $0.oldestKey / .seconds(1) }.reduce(0, +) / Double(looks)
        for ledger in ledgers {
            for (sighting, found) in ledger.ages { ages[sighting, default: Ages()].add(found) }
        }
    }
}
