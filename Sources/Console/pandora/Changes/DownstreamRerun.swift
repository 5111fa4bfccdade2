import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Screen
import Settings
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
        // Nothing is planned over what another session has left.
        if !options.dryRun, let record = unfinished {
            throw CommandFailure(
                .refused,
                "\(record.summary.english) is not over: 'pandora repair --resume' goes on with it, --drop forgets it"
            )
        }
        let runner = runner
        let plan: RerunPlan
        do throws(APIError) {
            plan = try await runner.plan(choice)
        } catch { throw CommandFailure(error) }
        if options.dryRun { return try writePlan(plan) }
        try session.confirm([.rerun(plan, notes: choice.notes)], options)
        let atOnce = parallel ?? session.identity.reruns
        let progress = RerunProgress(plan, atOnce: atOnce)
        try await follow(RerunRecord(progress, on: session.profile.endpoint, at: Date()), runner)
    }

    /// Goes on with the reruns that another session has left.
    func resume() async throws(CommandFailure) {
        let record = try left
        if options.dryRun { return try writePlan(record.progress.plan) }
        try session.confirm([.resume(record)], options)
        try await follow(record, runner)
    }

    /// Forgets the reruns that another session has left.
    func drop() throws(CommandFailure) {
        let record = try left
        do throws(APIError) {
            try place.take()
        } catch { throw CommandFailure(error) }
        place.leave(true)
        try Output.line("dropped \(record.summary.english)")
    }

    private var left: RerunRecord {
        get throws(CommandFailure) {
            if let unfinished { return unfinished }
            throw CommandFailure(
                .refused,
                "no repair of profile '\(session.profile.name)' is left to go on with"
            )
        }
    }

    private var place: WorkPlace {
        WorkFiles(environment: session.environment, profile: session.profile.name)?
            .place(.reruns) ?? .none
    }

    private var unfinished: RerunRecord? {
        place.find().flatMap { RerunRecord.unfinished(in: $0, on: session.profile.endpoint) }
    }

    private var runner: RerunRunner {
        let start = ContinuousClock.now
        return RerunRunner(
            api: session.api,
            place: place,
            now: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
    }

    private func follow(
        _ record: RerunRecord,
        _ runner: RerunRunner
    ) async throws(CommandFailure) {
        let progress = await run(record, by: runner)
        guard let progress else { throw CommandFailure(.refused, "nothing was sent") }
        switch format {
        case .json, .yaml: try write(RerunReport.value(of: progress.plan, progress))
        case .table, .csv: try Output.line(progress.summary.english)
        }
        if let trouble = progress.trouble { throw CommandFailure(.refused, trouble.english) }
        guard progress.isSuccess else {
            throw CommandFailure(
                .refused,
                "not every run has succeeded: mend what failed, then repair that run"
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
    private func run(_ record: RerunRecord, by runner: RerunRunner) async -> RerunProgress? {
        let report = Mutex(RerunReport(record.progress.plan))
        let latest = Mutex<RerunProgress?>(nil)
        let isDocument = format == .json || format == .yaml
        await runner.run(record) { progress, outcome in
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
