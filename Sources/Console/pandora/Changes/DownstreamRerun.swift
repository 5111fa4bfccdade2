import Commands
import Console
import PipelineAPI
import Screen
import Synchronization

/// Reruns runs and the runs downstream of them from the command line, and goes on with what another session has left.
struct DownstreamRerun {
    let session: Session
    let options: ChangeOptions
    let format: OutputFormat
    /// The number of runs that may be under way at one time; `nil` as the profile has it.
    var parallel: Int?

    /// Plans, has the plan confirmed, and waits until all runs have ended.
    func perform(_ choice: RerunChoice) async throws(CommandFailure) {
        try work.refuseOverLeft()
        let plan: RerunPlan
        do throws(APIError) {
            plan = try await RerunRunner(work.runner).plan(choice)
        } catch { throw CommandFailure(error) }
        if options.dryRun { return try writePlan(plan) }
        try session.confirm([.rerun(plan, notes: choice.notes)], options)
        let atOnce = parallel ?? session.identity.reruns
        try await follow(work.record(RerunProgress(plan, atOnce: atOnce)))
    }

    /// Goes on with the reruns that another session has left.
    func resume() async throws(CommandFailure) {
        let record = try work.left
        if options.dryRun { return try writePlan(record.progress.plan) }
        try session.confirm([.resume(record.progress)], options)
        try await follow(record)
    }

    /// Forgets the reruns that another session has left.
    func drop() throws(CommandFailure) { try work.drop() }

    private var work: WorkSession<RerunProgress> {
        WorkSession(session: session, options: options, format: format, kind: .repair)
    }

    private func follow(_ record: RerunRecord) async throws(CommandFailure) {
        let runner = RerunRunner(work.runner)
        let report = Report(RerunReport(record.progress.plan))
        let progress = try await work.follow(
            record,
            run: { await runner.run($0, report: $1) },
            lines: { report.lines(of: $0) },
            value: { RerunReport.value(of: $0.plan, $0) }
        )
        guard progress.isSuccess else {
            throw CommandFailure(
                .refused,
                "not every run has succeeded: mend what failed, then repair that run"
            )
        }
    }

    private func writePlan(_ plan: RerunPlan) throws(CommandFailure) {
        switch format {
        case .json, .yaml: try work.write(RerunReport.value(of: plan, nil))
        case .table, .name, .csv:
            for line in RerunReport.dryRun(plan) { try Output.line(line) }
        }
    }

    /// What was said so far.
    private final class Report: Sendable {
        private let report: Mutex<RerunReport>

        init(_ report: RerunReport) { self.report = Mutex(report) }

        func lines(of progress: RerunProgress) -> [String] {
            report.withLock { $0.lines(of: progress) }
        }
    }
}
