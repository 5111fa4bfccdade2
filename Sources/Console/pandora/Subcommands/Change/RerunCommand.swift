import ArgumentParser
import Commands
import Console
import FoundationEssentials
import PipelineAPI

/// Runs a run again, or all that failed.
struct RerunCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Run a run of a job again, with the same batch time, or all that failed.",
        discussion: """
            With --downstream the runs of the same batch time of the jobs that depend on it run again \
            too, each when what it depends on has succeeded; it waits until all have ended, and exits \
            with 1 unless all have succeeded. Where a run fails, what depends on it is not run.
            With --failed it is the newest run of every job, or of those that are named, where it failed; \
            with --since all that failed and began within that time. Each is looked at before its rerun is \
            sent, and one that has run again meanwhile is left out.
              pandora rerun hourly_pv 7 --wait
              pandora rerun --failed --since 8h
            """
    )

    @Argument(
        help: ArgumentHelp(
            "The job and the run's number; with --failed jobs, every job where none is named.",
            valueName: "job-and-run"
        ),
        completion: KnownNames.jobs
    )
    var names: [String] = []
    @Flag(help: "The runs that failed.") var failed = false
    @OptionGroup var age: SinceOptions
    @Flag(help: "Take the runs downstream along, and wait until all have ended.")
    var downstream = false
    @Option(
        name: [.customShort("o"), .long],
        help: "table, json or yaml: how --downstream says what came of each run."
    )
    var output: OutputFormat?
    @OptionGroup var waiting: WaitOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard failed || names.count == 2 else {
            throw ValidationError("which run? name a job and the run's number, or --failed")
        }
        if let since = age.since, !failed {
            throw ValidationError("'--since \(since)' is for --failed: add that")
        }
        if downstream, waiting.wait {
            throw ValidationError("'--downstream' waits anyway: leave out '--wait'")
        }
        if let refusal = output?.outcomeRefusal { throw ValidationError(refusal) }
        if let output, !downstream {
            throw ValidationError("'--output \(output.rawValue)' is for --downstream: add that")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let choice: RerunChoice
        if failed {
            choice = try await FailingRuns(api: session.api, report: session.reportJobs)
                .failed(of: names, since: age.date(before: Date()))
        } else if downstream {
            choice = try await chosen(on: session)
        } else {
            return try await rerunOne(on: session)
        }
        guard downstream else {
            return try await FailedReruns(session: session, options: change, waits: waiting.wait)
                .perform(choice)
        }
        try await DownstreamRerun(session: session, options: change, format: output ?? .table)
            .perform(choice)
    }

    private func rerunOne(on session: Session) async throws(CommandFailure) {
        let job = names[0]
        try await ItemChange(session: session, options: change).perform(
            .rerun,
            try KindLookup.kind(.runs),
            named: names[1],
            in: .job(job),
            waiting: waiting.runs(endingAs: .successful, on: session)
        ) { AwaitedRuns(rerunRun: $0, of: job) }
    }

    /// The run that is named; whether it can be rerun is known before anything else is asked.
    private func chosen(on session: Session) async throws(CommandFailure) -> RerunChoice {
        let kind = try KindLookup.kind(.runs)
        let scope = Scope.job(names[0])
        let row = try await session.lookup.item(kind, named: names[1], in: scope)
        let planned = try PlannedAction(.rerun, of: kind, on: row, in: scope)
        guard let run = planned.request.run else {
            throw CommandFailure(.usage, "'\(names[1])' is not a run id: give a whole number")
        }
        return RerunChoice([run])
    }
}
