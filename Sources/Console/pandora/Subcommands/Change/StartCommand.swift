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

    func validate() throws {
        for text in param where !text.contains("=") {
            throw ValidationError("'--param \(text)' has no value: write name=value")
        }
    }

    private var values: [String: String] {
        let pairs = param.map { text in
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), String(parts[1]))
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    func run(on session: Session) async throws(CommandFailure) {
        try await ItemChange(session: session, options: change).perform(
            .start,
            try KindLookup.kind(named: kind),
            named: name,
            in: .root,
            values: values
        )
    }
}
