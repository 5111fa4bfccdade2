import Statistics

/// All events of a simulation, computed beforehand, so that they are the same for every strategy.
struct Scenario: Sendable {
    let models: [JobModel]
    let runs: [[SimulatedRun]]
    let changes: [[SimulatedChange]]
    /// The rows in sight, which change about every two minutes, at any second of a minute.
    let sights: [[Int]]
    let outages: OutageModel

    static let sightTime = Duration.seconds(113)
    private static let rowsInSight = 20

    init(_ recipe: ScenarioRecipe, timetable: Timetable, seed: UInt64) {
        var random = SplitMix64(seed: seed)
        models = recipe.models(using: &random)
        runs = models.map { Self.runs(of: $0, until: timetable.end, using: &random) }
        changes = runs.map(Self.changes)
        outages = OutageModel(timetable, using: &random)
        var sights: [[Int]] = []
        for number in 0...Int(timetable.end / Self.sightTime) {
            sights.append(Self.sight(of: runs, at: Self.sightTime * number, using: &random))
        }
        self.sights = sights
    }

    /// Makes a scenario from recorded runs, with the same rows in sight throughout.
    init(models: [JobModel], runs: [[SimulatedRun]], sight: [Int], timetable: Timetable) {
        self.models = models
        self.runs = runs
        changes = runs.map(Self.changes)
        let turns = Int(timetable.end / Self.sightTime) + 2
        sights = [[Int]](repeating: sight, count: turns)
        outages = .fair(timetable)
    }

    func sight(at moment: Duration) -> [Int] {
        sights[min(sights.count - 1, Int(moment / Self.sightTime))]
    }

    func runsUnderWay(at moment: Duration) -> Int {
        runs.count { $0.contains { $0.began <= moment && $0.ended > moment } }
    }

    private static func runs(
        of model: JobModel,
        until end: Duration,
        using random: inout SplitMix64
    ) -> [SimulatedRun] {
        var runs: [SimulatedRun] = []
        var begin = firstStart(of: model, using: &random)
        while begin < end {
            let run = run(of: model, from: begin, using: &random)
            runs.append(run)
            begin = start(of: model, after: run, using: &random)
        }
        return runs
    }

    private static func firstStart(
        of model: JobModel,
        using random: inout SplitMix64
    ) -> Duration {
        switch model.trigger {
        case .manual(let gap): random.duration(0...(2 * gap))
        case .loop(let period): random.duration(0...(period / .seconds(1)))
        case .crontab(_, let offset): offset + delay(using: &random)
        }
    }

    /// Returns the start of the next run: it waits for the previous run and then for the service.
    private static func start(
        of model: JobModel,
        after run: SimulatedRun,
        using random: inout SplitMix64
    ) -> Duration {
        if case .manual(let gap) = model.trigger {
            return run.ended + .seconds(1) + random.duration(0...(2 * gap))
        }
        let due = model.nextStart(after: run.began, begin: run.began, end: run.ended) ?? run.ended
        return max(due, run.ended) + delay(using: &random)
    }

    /// Returns the delay of a service in starting a run, usually about a second.
    private static func delay(using random: inout SplitMix64) -> Duration {
        .seconds(random.spread(0.2, 4))
    }

    private static func run(
        of model: JobModel,
        from begin: Duration,
        using random: inout SplitMix64
    ) -> SimulatedRun {
        let hasFailed = random.fraction() < model.failureShare
        var length = Duration.seconds(model.usualLength * random.aroundOne())
        // A failed run ends at any point of its duration.
        if hasFailed { length = length * random.fraction() }
        length = max(length, .seconds(2))
        return SimulatedRun(
            due: begin,
            began: begin,
            ended: begin + length,
            hasFailed: hasFailed,
            steps: [0.3, 0.7].map { begin + length * ($0 + 0.2 * (random.fraction() - 0.5)) }
        )
    }

    private static func changes(of runs: [SimulatedRun]) -> [SimulatedChange] {
        runs.enumerated().flatMap { number, run in
            [SimulatedChange(sort: .start, time: run.began, run: number)]
                + run.steps.map { SimulatedChange(sort: .step, time: $0, run: number) }
                + [SimulatedChange(sort: .end, time: run.ended, run: number)]
        }
    }

    /// Chooses the rows in sight; a fifth of them have a Running run at that time.
    private static func sight(
        of runs: [[SimulatedRun]],
        at moment: Duration,
        using random: inout SplitMix64
    ) -> [Int] {
        let active = runs.indices.filter { job in
            runs[job].contains { $0.began <= moment && $0.ended > moment }
        }
        var rows = Array(active.shuffled(using: &random).prefix(rowsInSight / 5))
        while rows.count < min(rowsInSight, runs.count) {
            let row = Int.random(in: runs.indices, using: &random)
            if !rows.contains(row) { rows.append(row) }
        }
        return rows
    }
}
