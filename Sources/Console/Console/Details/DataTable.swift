package import PipelineAPI
import Screen

/// Records as a table: columns in the schema's order, as wide as what they hold.
///
/// Fields the schema does not know follow, by name. Numbers stand to the right; what is nested is
/// compact JSON. Made once; the lines in sight are cut from it, from any column on.
package struct DataTable: Equatable, Sendable {
    package struct TableColumn: Equatable, Sendable {
        package let title: String
        package let isNumeric: Bool
        /// In cells, of the title and the contents, at most `widest`.
        package let width: Int
        /// One a record; `nil` where the record has no value.
        let cells: [String?]
    }

    /// How many cells of a text are shown; the rest is for the record's own page.
    package static let widest = 40

    package let columns: [TableColumn]
    package let rowCount: Int

    package init(_ records: [[String: JSONValue]], schema: [SchemaField], widest: Int = widest) {
        let known = Set(schema.map(\.key))
        let others = Set(records.flatMap(\.keys)).subtracting(known).sorted()
        var seen: Set<String> = []
        let fields = schema.filter { seen.insert($0.key).inserted }
        rowCount = records.count
        columns =
            fields.map {
                DataTable.column(
                    $0.key,
                    isNumeric: [.long, .float].contains($0.valtype),
                    of: records,
                    widest: widest
                )
            } + others.map { DataTable.column($0, isNumeric: nil, of: records, widest: widest) }
    }

    /// A field of no known type is numeric where all its values are.
    private static func column(
        _ key: String,
        isNumeric: Bool?,
        of records: [[String: JSONValue]],
        widest: Int
    ) -> TableColumn {
        let values = records.map { $0[key] ?? .null }
        let cells = values.map(text(of:))
        let width = cells.reduce(max(1, key.printable.displayWidth)) {
            max($0, $1?.displayWidth ?? 1)
        }
        return TableColumn(
            title: key,
            isNumeric: isNumeric ?? values.allSatisfy(\.isNumberOrNull),
            width: min(max(1, widest), width),
            cells: cells
        )
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text): text.printable
        default: JSONText.compact(value).printable
        }
    }
}

extension JSONValue {
    fileprivate var isNumberOrNull: Bool {
        switch self {
        case .null, .integer, .number: true
        default: false
        }
    }
}
