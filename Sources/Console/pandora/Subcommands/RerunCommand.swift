import ArgumentParser
import Commands
import Console

/// Runs a run again.
struct RerunCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Run a run of a job again, with the same batch time."
    )

    @Argument(help: "The job.") var job: String
    @Argument(help: "The run's number.") var runID: String
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        try await ItemChange(session: session, options: change)
            .perform(.rerun, try KindLookup.kind(.runs), named: runID, in: .job(job))
    }
}
