import Console
package import PipelineAPI
import Screen

/// A table of items as CSV.
package enum CSVText {
    /// On a terminal control characters are escaped; programs get every byte.
    package static func text(of table: ItemTable, isForTerminal: Bool) -> String {
        let titles = table.headings.map(\.title)
        let values = table.rows.map { $0.map(value) }
        let records = [titles] + values.map { $0.map { isForTerminal ? $0.printable : $0 } }
        return CSVRecords.text(of: records)
    }

    /// Returns records with a column for each of their fields.
    package static func text(ofRecords records: [JSONValue], isForTerminal: Bool) -> String {
        let cells = CSVRecords.table(of: records)
        return CSVRecords.text(
            of: isForTerminal ? cells.map { $0.map(\.printable) } : cells
        )
    }

    /// Returns a cell without the symbol before its word: `Failed`, not `✖ Failed`.
    private static func value(of spans: [Span]) -> String {
        let text = spans.map(\.text).joined()
        let start = text.firstIndex { $0 != " " } ?? text.startIndex
        let words = text[start...]
        guard let sign = words.first, signs.contains(sign),
            words.dropFirst().first == " ", words.count > 2
        else { return String(words) }
        return String(words.dropFirst(2))
    }

    private static let signs: Set<Character> = [
        "◌", "▶", "✔", "✖", "⊘", "↻", "⊗", "→", "←",
    ]
}
