import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Compares a run with an earlier one of its job.
struct CompareCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract:
            "Compare a run with the last successful one before it, and with what changed since.",
        discussion: """
            What changed in the job's definition is known as far as the console or 'pandora watch' \
            has seen it on this machine.
            """
    )

    @Argument(help: "The job.", completion: KnownNames.jobs) var job: String
    @Argument(help: "The id of the run.") var run: Int
    @Argument(
        help: "The id of the run to compare it with (default: the last successful one before)."
    )
    var other: Int?
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: "run")
        let scope = try KindLookup.scope(of: kind, in: job)
        let row = try await session.lookup.item(kind, named: String(run), in: scope)
        var others: Row?
        if let other {
            others = try await session.lookup.item(kind, named: String(other), in: scope)
        }
        let history = RunHistory(api: session.api)
        let known = try await history.runs(of: job, RunSelection(most: Self.mostRuns))
        guard let run: Run = row.item.value() else { return }
        let comparison = RunComparison(
            run,
            with: others?.item.value(),
            among: known,
            versions: session.definitions(ofJob: job)
        )
        let context = session.context()
        let page = PlainDetail(in: context, painter: session.painter())
        let body = DetailBody.lines(comparison.lines(in: context))
        for line in page.lines(of: body, children: { _ in nil }) { try Output.line(line) }
    }

    /// How many of the newest runs are looked through for the last successful one.
    private static let mostRuns = 200
}
