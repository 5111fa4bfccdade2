/// A scenario to compare the strategies in.
package struct Case: Sendable {
    package let title: String
    let recipe: ScenarioRecipe
    package let goals: Comparison.Goals
    private let timetable = Timetable()
    private let budget = Budget()

    package init(title: String, recipe: ScenarioRecipe, goals: Comparison.Goals = .none) {
        self.title = title
        self.recipe = recipe
        self.goals = goals
    }

    package func run(seed: UInt64) -> Comparison {
        let scenario = Scenario(recipe, timetable: timetable, seed: seed)
        let jobs = recipe.jobs
        let watching = Watching(models: scenario.models, budget: budget, seed: seed + 1)
        let fixed = FixedIntervals(
            jobs: jobs,
            inSight: scenario.sight(at: .zero).count,
            budget: budget,
            seed: seed + 1
        )
        let roundRobin = RoundRobin(jobs: jobs, budget: budget)
        return Comparison(
            title: title,
            jobs: jobs,
            running: runningOnAverage(in: scenario),
            budget: budget,
            calm: timetable.calm,
            watching: ledger(of: watching, in: scenario, seed),
            roundRobin: ledger(of: roundRobin, in: scenario, seed),
            fixed: ledger(of: fixed, in: scenario, seed)
        )
    }

    private func ledger(of plan: some Strategy, in scenario: Scenario, _ seed: UInt64) -> Ledger {
        var simulation = Simulation(scenario, timetable, plan: plan, seed: seed + 2)
        return simulation.run()
    }

    private func runningOnAverage(in scenario: Scenario) -> Double {
        let length = timetable.calm.upperBound - timetable.calm.lowerBound
        let samples = 100
        let counts = (0..<samples).map { number in
            scenario.runsUnderWay(at: timetable.calm.lowerBound + length * number / samples)
        }
        return Double(counts.reduce(0, +)) / Double(samples)
    }
}
