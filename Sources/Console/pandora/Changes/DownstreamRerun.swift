import Commands
import Console
import PipelineAPI
import Screen
import Synchronization

/// Reruns a run and the runs downstream of it from the command line.
struct DownstreamRerun {
    let session: Session
    let options: ChangeOptions
    let format: OutputFormat

    /// Plans, has the plan confirmed, and waits until all runs have ended.
    func perform(_ chosen: [RunID]) async throws(CommandFailure) {
        let start = ContinuousClock.now
        let runner = RerunRunner(
            api: session.api,
            now: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
        let plan: RerunPlan
        do throws(APIError) {
            plan = try await runner.plan(chosen)
        } catch { throw CommandFailure(error) }
        if options.dryRun { return try writePlan(plan) }
        try session.confirm([.rerun(plan)], options)
        let progress = await run(plan, by: runner)
        guard let progress else { throw CommandFailure(.refused, "nothing was sent") }
        switch format {
        case .json, .yaml: try write(RerunReport.value(of: plan, progress))
        case .table, .csv: try Output.line(progress.summary.english)
        }
        guard progress.isSuccess else {
            throw CommandFailure(
                .refused,
                "not every run has succeeded: mend what failed, then rerun that run with --downstream"
            )
        }
    }

    private func writePlan(_ plan: RerunPlan) throws(CommandFailure) {
        switch format {
        case .json, .yaml: try write(RerunReport.value(of: plan, nil))
        case .table, .csv:
            for line in RerunReport.dryRun(plan) { try Output.line(line) }
        }
    }

    private func write(_ value: JSONValue) throws(CommandFailure) {
        try Output.text(format == .yaml ? ValueText.yaml(value) : ValueText.json(value))
    }

    /// Runs the plan; a line that cannot be written ends nothing, since the rest was agreed to.
    private func run(_ plan: RerunPlan, by runner: RerunRunner) async -> RerunProgress? {
        let report = Mutex(RerunReport(plan))
        let latest = Mutex<RerunProgress?>(nil)
        let isDocument = format == .json || format == .yaml
        await runner.run(plan) { progress, outcome in
            latest.withLock { $0 = progress }
            if let outcome {
                session.record(outcome.run.rerun.what.english, outcome.result.map(\.english))
            }
            for line in report.withLock({ $0.lines(of: progress) }) {
                if isDocument { Output.remark(line) } else { try? Output.line(line) }
            }
        }
        return latest.withLock { $0 }
    }
}
