import ArgumentParser
import Commands
import Console

/// Runs a run again.
struct RerunCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Run a run of a job again, with the same batch time.",
        discussion: """
            With --downstream the runs of the same batch time of the jobs that depend on it run again \
            too, each when what it depends on has succeeded; it waits until all have ended, and exits \
            with 1 unless all have succeeded. Where a run fails, what depends on it is not run.
            """
    )

    @Argument(help: "The job.") var job: String
    @Argument(help: "The run's number.") var runID: String
    @Flag(help: "Take the runs downstream along, and wait until all have ended.")
    var downstream = false
    @Option(
        name: [.customShort("o"), .long],
        help: "table, json or yaml: how --downstream says what came of each run."
    )
    var output: OutputFormat?
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        if output == .csv {
            throw ValidationError("'--output csv' is not possible here: use table, json or yaml")
        }
        if let output, !downstream {
            throw ValidationError("'--output \(output.rawValue)' is for --downstream: add that")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(.runs)
        guard downstream else {
            return try await ItemChange(session: session, options: change)
                .perform(.rerun, kind, named: runID, in: .job(job))
        }
        // Whether the run can be rerun is known before anything else is asked.
        let row = try await session.lookup.item(kind, named: runID, in: .job(job))
        let planned = try PlannedAction(.rerun, of: kind, on: row, in: .job(job))
        guard let run = planned.request.run else {
            throw CommandFailure(.usage, "'\(runID)' is not a run id: give a whole number")
        }
        try await DownstreamRerun(session: session, options: change, format: output ?? .table)
            .perform(RerunChoice([run]))
    }
}
