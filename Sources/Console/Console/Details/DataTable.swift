package import PipelineAPI
import Screen

/// Records as a table: columns in the schema's order, each as wide as its contents.
///
/// Fields that are not in the schema follow, ordered by name. Numbers are aligned to the right; nested values
/// are compact JSON. The table is computed once; the rows and columns in sight are taken from it.
package struct DataTable: Equatable, Sendable {
    package struct TableColumn: Equatable, Sendable {
        package let title: String
        package let isNumeric: Bool
        /// The width of title and contents in cells, at most `widest`.
        package let width: Int
        /// One text for each record; `nil` if the record has no value.
        let cells: [String?]
    }

    /// The most cells of a text that are shown; the record's own page shows the rest.
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

    /// A field of unknown type is numeric if all its values are.
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
