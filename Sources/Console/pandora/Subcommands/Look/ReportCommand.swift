import ArgumentParser
import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Settings

/// Writes the report of a shift.
struct ReportCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write what happened in a shift as Markdown: failures, changes, what is open."
    )

    @Option(help: ArgumentHelp("How far back, such as 90m, 8h or 2d.", valueName: "duration"))
    var since = "8h"
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard let seconds = DurationWord.seconds(since), seconds > 0 else {
            throw ValidationError("'--since \(since)' is no duration: write 90m, 8h or 2d")
        }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let now = Date()
        let first = now.addingTimeInterval(-Double(DurationWord.seconds(since) ?? 0))
        let listings = try await ShiftLists(api: session.api, related: session.related)
            .load(since: first)
        let log = (try? Paths(environment: session.environment)).map {
            AuditLog($0, session.environment)
        }
        let context = session.context(listings, audit: log?.entries(since: first) ?? [])
        for line in ShiftReport(since: first, in: context).markdown(in: context) {
            try Output.line(line)
        }
    }
}
