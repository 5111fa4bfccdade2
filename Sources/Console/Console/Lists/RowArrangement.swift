import PipelineAPI

/// Which rows of a list are shown and in which order: of the console's lists and of the tables of commands alike.
package struct RowArrangement: Equatable, Sendable {
    /// A filter's text, as ``FilterQuery`` reads it; empty for none.
    package var filter: String
    /// `nil` for the order of the list.
    package var order: SortOrder?

    package init(filter: String = "", order: SortOrder? = nil) {
        self.filter = filter
        self.order = order
    }

    package var isEmpty: Bool { filter.isEmpty && order == nil }

    /// Returns the rows that the filter accepts, in the order; those with equal values keep the order they had.
    package func rows(
        of rows: [Row],
        kind: AnyResourceKind,
        in context: RenderContext
    ) -> [Row] {
        let accepted = filter.isEmpty ? rows : filtered(rows, kind, context)
        guard let order, let column = kind.columns.first(where: { $0.title == order.column })
        else { return accepted }
        let keyed = accepted.enumerated().map { (column.sortValue($1.item, context), $0) }
        let sorted = keyed.sorted { left, right in
            if left.0 == right.0 { return left.1 < right.1 }
            return order.isDescending ? left.0 > right.0 : left.0 < right.0
        }
        return sorted.map { accepted[$0.1] }
    }

    private func filtered(
        _ rows: [Row],
        _ kind: AnyResourceKind,
        _ context: RenderContext
    ) -> [Row] {
        let query = FilterQuery(filter, now: context.now)
        return rows.filter { row in
            query.accepts(row.text) { kind.facts?(row.item, context) ?? RowFacts() }
        }
    }
}
