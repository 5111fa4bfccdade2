import Commands
import Console
import FoundationEssentials
import PipelineAPI
import Screen

/// Writes items of a kind in an output format.
struct ItemReport {
    let session: Session
    let kind: AnyResourceKind
    let options: OutputOptions
    /// The filter, the order and the columns of lists; `nil` for all there is.
    var view: SavedView?

    /// The most jobs whose runs are loaded for a table; each takes a request.
    private static let mostJobs = 100

    /// Writes rows of a list, filtered and in order as the options ask for it.
    func write(_ rows: [Row], in scope: Scope) async throws(CommandFailure) {
        let (rows, context) = try await arranged(rows, in: scope)
        switch options.output {
        case .name: for row in rows { try Output.line(row.name.printable) }
        case .json: try Output.text(ValueText.json(.array(try values(of: rows))))
        case .yaml: try Output.text(ValueText.yaml(.array(try values(of: rows))))
        case .table:
            for line in lines(of: rows, in: context) { try Output.line(line) }
        case .csv:
            let isForTerminal = session.isTerminal
            let text =
                kind.traits.isTableOfRecords
                ? CSVText.text(ofRecords: try values(of: rows), isForTerminal: isForTerminal)
                : CSVText.text(of: table(rows, context), isForTerminal: isForTerminal)
            try Output.text(text)
        }
    }

    /// Returns a table, its heading first.
    func lines(of rows: [Row], in context: RenderContext) -> [String] {
        table(rows, context)
            .lines(width: options.wide ? nil : session.width, painter: session.painter())
    }

    /// Returns the rows that are to be shown, in their order, and the context to draw them in.
    func arranged(
        _ rows: [Row],
        in scope: Scope
    ) async throws(CommandFailure) -> (rows: [Row], context: RenderContext) {
        let filters = [view?.filter ?? "", options.filter].filter { !$0.isEmpty }
        var arrangement = try ArrangementWords.arrangement(
            filter: filters.joined(separator: " "),
            sort: options.sort,
            of: kind,
            now: Date()
        )
        if options.sort == nil { arrangement.order = view?.choice.sort }
        let keys = RelatedLists.ofTable(kind, rows, in: scope)
        let isTable = options.output == .table || options.output == .csv
        let isAsked =
            !arrangement.isEmpty
            || isTable && (options.wide || keys.count <= ItemReport.mostJobs)
        let listings = isAsked ? await session.related.load(keys) : [:]
        let context = session.context(listings, format: options.output)
        return (arrangement.rows(of: rows, kind: kind, in: context), context)
    }

    private func table(_ rows: [Row], _ context: RenderContext) -> ItemTable {
        ItemTable(rows, of: kind, in: context, columns: kind.columns(view?.choice))
    }

    /// Writes one item; JSON and YAML have it without a list around it.
    func write(_ row: Row, in scope: Scope) async throws(CommandFailure) {
        switch options.output {
        case .json:
            try Output.text(
                ValueText.json(try await session.lookup.value(kind, of: row, in: scope))
            )
        case .yaml:
            try Output.text(
                ValueText.yaml(try await session.lookup.value(kind, of: row, in: scope))
            )
        case .table, .name, .csv: try await write([row], in: scope)
        }
    }

    func values(of rows: [Row]) throws(CommandFailure) -> [JSONValue] {
        var values: [JSONValue] = []
        do throws(APIError) {
            for row in rows { values.append(try row.item.json() ?? .null) }
        } catch { throw CommandFailure(error) }
        return values
    }
}
