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
            .perform("rerun", try KindLookup.kind(.runs), named: runID, in: .job(job))
    }
}

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
            return try await action.perform("stop", kind, named: name, in: .root)
        }
        try await action
            .perform("stop", try KindLookup.kind(.runs), named: runID, in: .job(name))
    }
}

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
            "start",
            try KindLookup.kind(named: kind),
            named: name,
            in: .root,
            values: values
        )
    }
}

/// Deletes an item.
struct DeleteCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete an item, for good; on a terminal its name must be typed."
    )

    @Argument(help: KindHelp.text, completion: KindHelp.completion) var kind: String
    @Argument(help: "The item's name.") var name: String
    @OptionGroup var place: PlaceOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        try await ItemChange(session: session, options: change)
            .perform("delete", kind, named: name, in: try place.scope(of: kind))
    }
}
