import ArgumentParser
import Commands
import Console

/// Stops a run, or a job with its schedule.
struct StopCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop a run of a job or, with no run, the job and its schedule."
    )

    @Argument(help: "The job, or what --kind says.") var name: String
    @Argument(help: "The run's number; the job itself where it is left out.") var runID: String?
    @Option(help: "What is stopped where no run is given: jobs or workflows.") var kind = ResourceID
        .jobs.description
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let action = ItemChange(session: session, options: change)
        guard let runID else {
            let kind = try KindLookup.kind(named: kind)
            return try await action.perform(.stop, kind, named: name, in: .root)
        }
        try await action
            .perform(.stop, try KindLookup.kind(.runs), named: runID, in: .job(name))
    }
}
