import ArgumentParser
import Commands
import Console

/// Where an item is, for every command that names one.
struct PlaceOptions: ParsableArguments {
    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("The repo or job that holds it.", valueName: "container")
    )
    var container: String?

    func scope(of kind: AnyResourceKind) throws(CommandFailure) -> Scope {
        try KindLookup.scope(of: kind, in: container)
    }
}

/// The output format.
struct OutputOptions: ParsableArguments {
    @Option(name: [.customShort("o"), .long], help: "table, name, json, yaml or csv.")
    var output = OutputFormat.table

    @Flag(help: "Cut nothing to the terminal's width.")
    var wide = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The column that orders the rows; -duration for the largest first.",
            valueName: "column"
        )
    )
    var sort: String?
    @Option(help: "Only these rows, as / in the console: 'status:failed dur>10m word !other'.")
    var filter = ""
}

extension OutputFormat: ExpressibleByArgument {}

/// The help's list of kinds, from the catalogue.
enum KindHelp {
    static let completion = CompletionKind.list(KindLookup.all.map(\.id.description))

    static let text = ArgumentHelp(
        "A kind: "
            + KindLookup.all.map { kind in
                switch kind.containment {
                case .root: kind.id.description
                case .repo: "\(kind.id) --in REPO"
                case .job: "\(kind.id) --in JOB"
                case .dataSource: "\(kind.id) --in DATASOURCE"
                }
            }.joined(separator: ", ") + ".",
        valueName: "kind"
    )
}
