import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Starts a job.
struct StartCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Start a job; its schedule is in force from then on.",
        discussion: """
            With --wait it waits until the run has ended, and exits with 1 unless that has succeeded.
              pandora start daily_report --param from=2026-11-27 --wait --yes
            """
    )

    @Argument(help: "The job, or what --kind says.", completion: KnownNames.jobs) var name: String
    @Option(help: "What is started: jobs or workflows.") var kind = ResourceID.jobs.description
    @Option(help: "A parameter's value for this start, as name=value; may be given again.")
    var param: [String] = []
    @OptionGroup var waiting: WaitOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var service: ServiceOptions

    func validate() throws { _ = try ParameterWords.values(of: param) }

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        if waiting.wait { try KindLookup.requireRuns(of: kind) }
        let runs = waiting.runs(endingAs: .successful, on: session)
        try await ItemChange(session: session, options: change).perform(
            .start,
            kind,
            named: name,
            in: .root,
            values: (try? ParameterWords.values(of: param)) ?? [:],
            waiting: runs
        ) { row async throws(CommandFailure) in
            try await runs?.start(of: row.name) ?? AwaitedRuns([])
        }
    }
}
