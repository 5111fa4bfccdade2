import ArgumentParser
import Commands
import Console
import PipelineAPI
import Screen

/// Searches everything that the service has.
struct GrepCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "grep",
        abstract: "Search names, SQL, specs, schemas and the messages of the latest runs.",
        discussion: "Secrets are masked before they are searched. Exits with 1 if nothing is found."
    )

    @Argument(help: "A text in any case, or ~ and a regular expression.") var pattern: String
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        guard !pattern.isEmpty else { throw ValidationError("an empty pattern is in everything") }
    }

    func run(on session: Session) async throws(CommandFailure) {
        let items = try await EveryItem(api: session.api, related: session.related).load()
        let found: EverythingSearch
        do throws(APIError) {
            found = try EverythingSearch(pattern, in: items)
        } catch { throw CommandFailure(.usage, error.message) }
        guard !found.matches.isEmpty else {
            throw CommandFailure(.refused, "'\(pattern)' is in none of \(found.searched) items")
        }
        for match in found.matches { try write(match) }
    }

    private func write(_ match: EverythingSearch.Match) throws(CommandFailure) {
        let address = match.address
        let container = address.scope.container
        let place = "\(address.kind) " + (container.isEmpty ? "" : "\(container)/") + address.name
        guard !match.lines.isEmpty else { return try Output.line(place.printable) }
        for line in match.lines { try Output.line("\(place): \(line)".printable) }
        if match.more > 0 { try Output.line("\(place): and \(match.more) lines more".printable) }
    }
}
