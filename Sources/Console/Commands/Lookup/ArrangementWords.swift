package import Console
import PipelineAPI

package import struct FoundationEssentials.Date

/// Reads the filter and the order of a table from the command line.
package enum ArrangementWords {
    /// *Throws* where a term of the filter is not understood, and where the kind has no such column.
    package static func arrangement(
        filter: String,
        sort: String?,
        of kind: AnyResourceKind,
        now: Date
    ) throws(CommandFailure) -> RowArrangement {
        let query = FilterQuery(filter, now: now)
        if let problem = query.problem ?? query.incomplete.map({ "'\($0)' is not whole" }) {
            throw CommandFailure(
                .usage,
                "\(problem): a filter has words, !word, ~pattern, status:failed, dur>10m, dur<30s, since:2h"
            )
        }
        return RowArrangement(
            filter: filter,
            order: try sort.map { (word) throws(CommandFailure) in try order(word, of: kind) }
        )
    }

    /// Reads `duration` or `-duration`, the largest first; a column's blanks may be written as `-`.
    private static func order(
        _ word: String,
        of kind: AnyResourceKind
    ) throws(CommandFailure) -> SortOrder {
        let isDescending = word.hasPrefix("-")
        let wanted = plain(isDescending ? String(word.dropFirst()) : word)
        let titles = kind.columns.map(\.title)
        if let title = titles.first(where: { plain($0) == wanted }) {
            return SortOrder(title, isDescending: isDescending)
        }
        let hint = NearestName.hint(for: wanted, among: titles.map(plain))
        throw CommandFailure(
            .usage,
            "\(kind.id) have no column '\(wanted)'\(hint)",
            "columns: " + titles.map(plain).joined(separator: " ")
        )
    }

    private static func plain(_ title: String) -> String {
        title.lowercased().replacing(" ", with: "-")
    }
}
