import Commands
import Console
import PipelineAPI

/// Writes items of a kind in an output format.
struct ItemReport {
    let session: Session
    let kind: AnyResourceKind
    let options: OutputOptions

    /// The most jobs whose runs are loaded for a table; each takes a request.
    private static let mostJobs = 100

    func write(_ rows: [Row], in scope: Scope) async throws(CommandFailure) {
        switch options.output {
        case .json: try Output.text(ValueText.json(.array(try values(of: rows))))
        case .yaml: try Output.text(ValueText.yaml(.array(try values(of: rows))))
        case .table:
            let width = options.wide ? nil : session.width
            for line in await table(rows, scope).lines(width: width, painter: session.painter()) {
                try Output.line(line)
            }
        case .csv:
            let isForTerminal = session.width != nil
            let text =
                kind.traits.isTableOfRecords
                ? CSVText.text(ofRecords: try values(of: rows), isForTerminal: isForTerminal)
                : CSVText.text(of: await table(rows, scope), isForTerminal: isForTerminal)
            try Output.text(text)
        }
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
        case .table, .csv: try await write([row], in: scope)
        }
    }

    private func values(of rows: [Row]) throws(CommandFailure) -> [JSONValue] {
        var values: [JSONValue] = []
        do throws(APIError) {
            for row in rows { values.append(try row.item.json() ?? .null) }
        } catch { throw CommandFailure(error) }
        return values
    }

    private func table(_ rows: [Row], _ scope: Scope) async -> ItemTable {
        let keys = RelatedLists.ofTable(kind, rows, in: scope)
        let isAsked = options.wide || keys.count <= ItemReport.mostJobs
        let listings = isAsked ? await session.related.load(keys) : [:]
        let context = session.context(listings, format: options.output)
        return ItemTable(rows, of: kind, in: context)
    }
}
