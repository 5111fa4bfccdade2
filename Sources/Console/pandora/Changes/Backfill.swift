import Commands
import Console
import Glibc
import PipelineAPI
import Screen
import Synchronization

/// A backfill from the command line, and going on with what another session has left.
struct Backfill {
    let session: Session
    let options: ChangeOptions
    let format: OutputFormat

    /// Plans, has the plan confirmed, and waits until all runs have ended.
    func perform(_ choice: BackfillChoice, atMost: Int) async throws(CommandFailure) {
        try work.refuseOverLeft()
        let row = try await session.lookup.item(
            try KindLookup.kind(.jobs),
            named: choice.job,
            in: .root
        )
        guard let job: Job = row.item.value() else {
            throw CommandFailure(.refused, "the job '\(choice.job)' cannot be read")
        }
        let plan: BackfillPlan
        do throws(APIError) {
            plan = try BackfillPlan(choice, of: job, atMost: atMost)
        } catch { throw CommandFailure(.usage, error.message) }
        if options.dryRun { return try writePlan(plan) }
        try session.confirm([.backfill(plan)], options)
        try await follow(work.record(BackfillProgress(plan)))
    }

    /// Goes on with the backfill that another session has left.
    func resume() async throws(CommandFailure) {
        let record = try work.left
        if options.dryRun { return try writePlan(record.progress.plan) }
        try session.confirm([.resume(record.progress)], options)
        try await follow(record)
    }

    /// Forgets the backfill that another session has left.
    func drop() throws(CommandFailure) { try work.drop() }

    private var work: WorkSession<BackfillProgress> {
        WorkSession(session: session, options: options, format: format, kind: .backfill)
    }

    private func follow(_ record: BackfillRecord) async throws(CommandFailure) {
        let runner = BackfillRunner(work.runner)
        let said = Said(BackfillReport(record.progress.plan))
        let progress = try await work.follow(
            record,
            run: { await runner.run($0, report: $1) },
            lines: { said.lines(of: $0) },
            value: { BackfillReport.value(of: $0.plan, $0) },
            table: { BackfillReport.table(of: $0) }
        )
        guard progress.isSuccess else {
            let next =
                progress.isLeft
                ? "'pandora backfill --resume' goes on with it"
                : "start those again that have failed"
            throw CommandFailure(
                .refused,
                "not every run has succeeded: mend what failed, then \(next)"
            )
        }
    }

    private func writePlan(_ plan: BackfillPlan) throws(CommandFailure) {
        switch format {
        case .json, .yaml: try work.write(BackfillReport.value(of: plan, nil))
        case .table, .name, .csv:
            for line in BackfillReport.dryRun(plan) { try Output.line(line) }
        }
    }

    /// What was said so far, with the bar of a terminal.
    private final class Said: Sendable {
        private let report: Mutex<BackfillReport>
        private let isWatched = isatty(STDERR_FILENO) == 1

        init(_ report: BackfillReport) { self.report = Mutex(report) }

        func lines(of progress: BackfillProgress) -> [String] {
            let lines = report.withLock { $0.lines(of: progress) }
            // A line that is said takes the place of the bar until the next look.
            if isWatched { Output.status(lines.isEmpty && !progress.isOver ? bar(progress) : "") }
            return lines
        }

        private func bar(_ progress: BackfillProgress) -> String {
            let width = 20
            let full = progress.overCount * width / progress.count
            let cells =
                String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
            let left = progress.note.map { "  \($0.english)" } ?? ""
            return "\(progress.overCount)/\(progress.count) \(cells)\(left)"
        }
    }
}
