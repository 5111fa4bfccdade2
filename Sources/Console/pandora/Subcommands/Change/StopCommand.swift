import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Stops a run, or a job with its schedule.
struct StopCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Stop a run of a job or, with no run, the job and its schedule.",
        discussion: """
            With --wait it waits until the run has ended, and exits with 1 unless it is Canceled then.
            """
    )

    @Argument(help: "The job, or what --kind says.", completion: KnownNames.jobs) var name: String
    @Argument(help: "The run's number; the job itself where it is left out.") var runID: String?
    @Option(help: "What is stopped where no run is given: jobs or workflows.") var kind = ResourceID
        .jobs.description
    @OptionGroup var waiting: WaitOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let action = ItemChange(session: session, options: change)
        let runs = waiting.runs(endingAs: .canceled, on: session)
        guard let runID else {
            let kind = try KindLookup.kind(named: kind)
            if waiting.wait { try KindLookup.requireRuns(of: kind) }
            return try await action.perform(.stop, kind, named: name, in: .root, waiting: runs) {
                row async throws(CommandFailure) in
                try await runs?.stop(of: row.name) ?? AwaitedRuns([])
            }
        }
        try await action.perform(
            .stop,
            try KindLookup.kind(.runs),
            named: runID,
            in: .job(name),
            waiting: runs
        ) { AwaitedRuns(stoppedRun: $0, of: name) }
    }
}
