/// A scenario that really was, for its simulation and for what was really seen of it, by one ledger.
///
/// Times count from when the asking began.
package struct Replay: Sendable {
    /// An answer that really came.
    package struct Answer: Sendable {
        package var asked: Duration
        package var arrived: Duration
        /// `nil` for a question about something else.
        package var job: Int?
        /// The newest run it showed, by its place among the job's.
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

    /// What changes within the window is measured; until `end` it may be seen.
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

    /// What was seen by answers that really came, in the order of their arrival.
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

    /// What the schedule sees of the same scenario on simulated time, over several seeds.
    ///
    /// `others` are what is asked for besides jobs; `latency` is in seconds.
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

    /// The time of the last change that an answer shows.
    private func moment(shownBy answer: Answer, of job: Int) -> Duration {
        let never = Duration.seconds(-1_000_000)
        guard let number = answer.run, number < scenario.runs[job].count else { return never }
        let run = scenario.runs[job][number]
        if answer.hasEnded { return run.ended }
        if answer.hasBegun { return run.began }
        return number > 0 ? scenario.runs[job][number - 1].ended : never
    }
}

/// What was seen of a scenario, on average of the looks at it.
package struct Outcome: Sendable {
    package private(set) var ages: [Sighting: Ages] = [:]
    package let requestsPerSecond: Double
    /// Seconds for which some job was not asked for.
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
