import ArgumentParser
import Commands
import Console
import PipelineAPI
import Settings

/// Shows the schema of a repo, a data source or a job's result.
struct SchemaCommand: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Show the schema of a repo, a data source or a job's result.",
        discussion: """
            With --infer it prints a repo for the points in a file on this machine, as a document that 'apply' takes: \
            JSON with an object a line, or CSV with a header, packed with gzip or not. Nothing is asked of a service.
              pandora schema --infer access.csv > repo.yaml
            """
    )

    @Argument(help: "A kind that has a schema: repos, datasources, jobs.") var kind: String?
    @Argument(help: "The item's name.", completion: KnownNames.ofKind) var name: String?
    @Option(
        help: ArgumentHelp("Print a repo for the points in a file.", valueName: "file"),
        completion: .file()
    )
    var infer: String?
    @OptionGroup var place: PlaceOptions
    @Option(name: [.customShort("o"), .long], help: "table, json or yaml.")
    var output = OutputFormat.table
    @OptionGroup var service: ServiceOptions

    func validate() throws {
        if infer != nil {
            guard kind == nil else {
                throw ValidationError("'--infer' is of a file: leave out '\(kind ?? "")'")
            }
        } else if kind == nil || name == nil {
            throw ValidationError("give a kind and a name, or --infer and a file")
        }
    }

    func run() throws {
        guard let infer else { return try runOnService() }
        try OneShot.run { () async throws(CommandFailure) in try document(of: infer) }
    }

    private func document(of path: String) throws(CommandFailure) {
        var file = PointFile(try InputFile(path))
        var inference = SchemaInference()
        let fields: [SchemaField]
        do throws(CommandFailure) {
            while let piece = try file.read() { try inference.push(piece) }
            fields = try inference.finish()
        } catch { throw error.after("'\(file.name)', ") }
        try Output.text(
            SchemaInference.document(
                fields,
                named: SchemaInference.name(of: path),
                region: Profile.defaultRegion
            )
        )
    }

    func run(on session: Session) async throws(CommandFailure) {
        guard let word = kind, let name else { return }
        let kind = try KindLookup.kind(named: word)
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
