import ArgumentParser
import Commands
import Console

/// Runs what has failed again, with all that is downstream of it.
struct RepairCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Run what has failed again, with all downstream, in the order of the lineage.",
        discussion: """
            With jobs it is their newest runs, with --run those of one job, with --all-failing every job's \
            whose newest run failed. Each run begins when what it depends on has succeeded; where one fails \
            again, what depends on it is not run, and the others go on. How far it has got is in a file of \
            the state directory: after a lost session --resume goes on with it. A lost answer is looked up \
            in the history, and no rerun is sent twice. Exit code 1 unless all have succeeded.
            """
    )

    @Argument(help: "The jobs whose newest run failed.", completion: KnownNames.jobs) var jobs:
        [String] = []
    @Option(help: "A run of the one job; may be given again.") var run: [Int] = []
    @Flag(help: "Every job whose newest run failed.") var allFailing = false
    @Flag(help: "Go on with what an earlier session has left.") var resume = false
    @Flag(help: "Forget what an earlier session has left; nothing more of it is sent.") var drop =
        false
    @Option(help: "How many runs may be under way at one time (default: the profile's, then 4).")
    var parallel: Int?
    @Option(
        name: [.customShort("o"), .long],
        help: "table, json or yaml: how the outcome is said."
    )
    var output = OutputFormat.table
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        let ways = [!jobs.isEmpty, allFailing, resume, drop].count { $0 }
        guard ways == 1 else {
            throw ValidationError(
                "what is to be repaired? name jobs, or --all-failing, or --resume"
            )
        }
        if !run.isEmpty, jobs.count != 1 {
            throw ValidationError("'--run' is for runs of one job: name that job alone")
        }
        if let refusal = output.outcomeRefusal { throw ValidationError(refusal) }
        if let parallel, !(1...100).contains(parallel) {
            throw ValidationError("'--parallel \(parallel)' is not possible: use 1 to 100")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let rerun = DownstreamRerun(
            session: session,
            options: change,
            format: output,
            parallel: parallel
        )
        if resume { return try await rerun.resume() }
        if drop { return try rerun.drop() }
        try await rerun.perform(try await choice(session))
    }

    private func choice(_ session: Session) async throws(CommandFailure) -> RerunChoice {
        let failing = FailingRuns(api: session.api, report: session.reportJobs)
        if allFailing { return try await failing.all() }
        return run.isEmpty
            ? try await failing.newest(of: jobs) : try await failing.runs(run, of: jobs[0])
    }
}
