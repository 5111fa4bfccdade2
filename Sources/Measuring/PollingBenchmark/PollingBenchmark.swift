import PollingSimulation

/// Simulates scenarios and prints how soon each polling strategy sees changes.
///
/// It uses no network and no clock: the same seed prints the same table on every machine. The seed is an
/// optional argument.
@main struct PollingBenchmark {
    private static let cases = [
        Case(title: "100 jobs", recipe: ScenarioRecipe(jobs: 100)),
        Case(title: "1,000 jobs", recipe: ScenarioRecipe(jobs: 1000), goals: .spread),
        Case(
            title: "1,000 jobs, half of the crontabs on minute 0",
            recipe: ScenarioRecipe(jobs: 1000, shareOnMinuteZero: 0.5),
            goals: .crowd
        ),
        Case(title: "10,000 jobs", recipe: ScenarioRecipe(jobs: 10_000)),
    ]

    static func main() {
        let seed = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
        print("seed \(seed)\n")
        let goals = cases.flatMap { example in
            let comparison = example.run(seed: seed)
            print(comparison.table + "\n")
            let lines = comparison.goals(example.goals).map(\.line)
            return lines.isEmpty ? [] : [example.title] + lines
        }
        print(Text.row("goals", ["seconds", "at most", ""], 10, name: 58))
        for line in goals { print(line) }
    }
}
