import ArgumentParser
import Commands
import Console

/// Starts a job.
struct StartCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a job; its schedule is in force from then on."
    )

    @Argument(help: "The job, or what --kind says.") var name: String
    @Option(help: "What is started: jobs or workflows.") var kind = ResourceID.jobs.description
    @Option(help: "A parameter's value for this start, as name=value; may be given again.")
    var param: [String] = []
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws { _ = try ParameterWords.values(of: param) }

    func run(on session: Session) async throws(CommandFailure) {
        try await ItemChange(session: session, options: change).perform(
            .start,
            try KindLookup.kind(named: kind),
            named: name,
            in: .root,
            values: (try? ParameterWords.values(of: param)) ?? [:]
        )
    }
}
