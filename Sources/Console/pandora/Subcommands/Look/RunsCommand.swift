import ArgumentParser
import Commands
import Console
import FoundationEssentials
import PipelineAPI

/// Lists the runs of a job or of all jobs, newest first.
struct RunsCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs of a job, or of all jobs, newest first.",
        discussion: """
            Without --since it is the newest 50, or as many as -n says. --filter and --sort are for \
            these. Of a run that waits its batch time counts for --since.
              pandora runs hourly_pv --failed
              pandora runs --all --since 8h --failed -o json
            """
    )

    @Argument(help: "The job; none with --all.", completion: KnownNames.jobs) var job: String?
    @Flag(help: "The runs of every job.") var all = false
    @OptionGroup var age: SinceOptions
    @Flag(help: "Only runs that failed, as --status failed.") var failed = false
    @Option(
        help: ArgumentHelp("Only runs in this status, such as canceled.", valueName: "status")
    )
    var status: String?
    @Option(name: [.customShort("n"), .long], help: "How many at most.") var number: Int?
    @OptionGroup var output: OutputOptions
    @OptionGroup var service: ServiceOptions

    private static let defaultNumber = 50

    func validate() throws {
        guard (job != nil) != all else {
            throw ValidationError("whose runs? name a job, or --all")
        }
        guard status == nil || !failed else {
            throw ValidationError("'--failed' is '--status failed': leave out one of them")
        }
        if let number, number <= 0 {
            throw ValidationError("'-n \(number)' is not allowed: ask for 1 run or more")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let most = number ?? (age.since == nil ? Self.defaultNumber : .max)
        let selection = RunSelection(
            status: failed ? .failed : try status.map(RunHistory.status),
            since: age.date(before: Date()),
            most: most
        )
        let history = RunHistory(api: session.api)
        guard let job else {
            let rows = try await history.rowsOfAllJobs(selection, report: session.reportJobs)
            return try await write(rows, most, on: session)
        }
        let rows = try await history.runs(of: job, selection).map(ResourceCatalogue.rowOfRuns)
        try await ItemReport(session: session, kind: try KindLookup.kind(.runs), options: output)
            .write(rows, in: .job(job))
    }

    private func write(
        _ rows: [Row],
        _ most: Int,
        on session: Session
    ) async throws(CommandFailure) {
        guard let kind = ResourceCatalogue.kind(.allRuns) else { return }
        try await ItemReport(session: session, kind: kind, options: output)
            .write(Array(rows.prefix(most)), in: .root)
        if rows.count > most, session.width != nil {
            Output.remark("the newest \(most) runs: -n and --since ask for others")
        }
    }
}
