import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Lists the runs of a job, newest first.
struct RunsCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List the runs of a job, newest first."
    )

    @Argument(help: "The job.") var job: String
    @Option(
        help: ArgumentHelp("Only runs in this status, such as failed.", valueName: "status")
    )
    var status: String?
    @Option(name: [.customShort("n"), .long], help: "How many at most.") var number = 50
    @OptionGroup var output: OutputOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard number > 0 else {
            throw ValidationError("'-n \(number)' is not allowed: ask for 1 run or more")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(.runs)
        let runs = try await RunHistory(api: session.api).runs(
            of: job,
            status: try status.map(RunHistory.status),
            most: number
        )
        let rows = runs.map { Row(name: String($0.runId), item: AnyItem($0)) }
        try await ItemReport(session: session, kind: kind, options: output)
            .write(rows, in: .job(job))
    }
}
