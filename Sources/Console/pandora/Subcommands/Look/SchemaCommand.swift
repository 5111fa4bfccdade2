import ArgumentParser
import Commands
import Console
import PipelineAPI

/// Shows the schema of a repo, a data source or a job's result.
struct SchemaCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Show the schema of a repo, a data source or a job's result."
    )

    @Argument(help: "A kind that has a schema: repos, datasources, jobs.") var kind: String
    @Argument(help: "The item's name.", completion: KnownNames.ofKind) var name: String
    @OptionGroup var place: PlaceOptions
    @Option(name: [.customShort("o"), .long], help: "table, json or yaml.")
    var output = OutputFormat.table
    @OptionGroup var service: ServiceOptions

    func run(on session: Session) async throws(CommandFailure) {
        let kind = try KindLookup.kind(named: kind)
        guard let tab = kind.tabs.first(where: { $0.id == TabID.schema }) else {
            throw CommandFailure(.usage, "a \(kind.noun) has no schema")
        }
        let scope = try place.scope(of: kind)
        let row = try await session.lookup.item(kind, named: name, in: scope)
        let schema = try await session.lookup.value(kind, of: row, in: scope)["schema"]
        switch output {
        case .json: try Output.text(ValueText.json(schema ?? .array([])))
        case .yaml: try Output.text(ValueText.yaml(schema ?? .array([])))
        case .name, .csv:
            throw CommandFailure(.usage, "a schema is a tree: use table, json or yaml")
        case .table:
            let detail = try await session.lookup.detail(kind, of: row, in: scope)
            let context = session.context()
            guard
                let body = tab.body(detail, ResourceAddress(kind.id, scope, name), context)
            else { return }
            let page = PlainDetail(in: context, painter: session.painter())
            for line in page.lines(of: body, children: { _ in nil }) { try Output.line(line) }
        }
    }
}
