import ArgumentParser
import PipelineEngine

/// The options for how much the service computes at a time, and for how long.
struct LimitOptions: ParsableArguments {
    @Option(help: "Run this many jobs at a time, each once (default: one for each processor).")
    var parallelRuns: Int?

    @Option(help: "End a run after this many seconds (default: none is ended).")
    var runLimit: Double?

    @Option(
        help: """
            Run this many steps of transforms at a time, and as many of exports; slow ones have at most half \
            of them (default: one for each processor, at least 2).
            """
    )
    var parallelSteps: Int?

    @Option(
        help: """
            End a step of a transform or an export after this many seconds (default: ten intervals of it, at \
            least 60).
            """
    )
    var stepLimit: Double?

    mutating func validate() throws {
        try check(parallelRuns, within: 1...1000, "--parallel-runs")
        try check(parallelSteps, within: 2...1000, "--parallel-steps")
        for (seconds, name) in [(runLimit, "--run-limit"), (stepLimit, "--step-limit")] {
            guard let seconds, !(1...10_000_000).contains(seconds) else { continue }
            throw ValidationError(
                "'\(name) \(seconds)' is not allowed: use 1 to 10000000 seconds"
            )
        }
    }

    private func check(_ count: Int?, within range: ClosedRange<Int>, _ name: String) throws {
        guard let count, !range.contains(count) else { return }
        throw ValidationError(
            "'\(name) \(count)' is not allowed: use \(range.lowerBound) to \(range.upperBound)"
        )
    }

    var runs: RunLimits {
        RunLimits(parallel: parallelRuns ?? Machine().resources.threads, seconds: runLimit)
    }

    var steps: StreamLimits {
        StreamLimits(
            parallel: parallelSteps ?? max(2, Machine().resources.threads),
            seconds: stepLimit
        )
    }
}
