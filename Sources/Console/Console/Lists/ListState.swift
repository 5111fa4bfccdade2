/// A list on the screen: its kind, scope, order, filter, selection and scroll position.
///
/// **Invariant:** the selection is a name, so that it stays with its item through every refresh.
package struct ListState: Equatable, Sendable {
    package let kind: ResourceID
    /// `nil` while the container is unknown: no repo is selected yet.
    package var scope: Scope?
    /// The filter and the order that the service applies.
    package var query = ListQuery()
    package var selection: String?
    /// The first row in sight; ``reveal(height:)`` keeps the selection in sight.
    package var top = 0
    package var filter = ListFilter()
    /// The first table column in sight, in a table that is wider than the screen.
    package var firstColumn = 0
    /// The names of the marked rows, which the next action is for.
    package var marks: Set<String> = []
    /// The loaded later pages of a paged list.
    package var history = HistoryWindow()
    /// Whether the end of the list was requested and has not arrived.
    package var isEndWanted = false
    /// Whether the newest row stays selected.
    package var follows = false
    /// The rows after filtering and sorting.
    package private(set) var rows: [Row] = []
    /// What the rows' texts need, for the columns of a table.
    var textWidths = TextWidths()
    /// Whether the user has chosen a row; until then the first row stays selected.
    private(set) var isMoved = false
    /// The selection's last known index, which is tried first.
    private var hint = 0

    package init(kind: ResourceID, scope: Scope?) {
        self.kind = kind
        self.scope = scope
    }

    package var key: ListKey? { scope.map { ListKey(kind, $0, query) } }

    /// The index of the selected row; `nil` if it is not in the list.
    package var index: Int? {
        guard let selection else { return nil }
        if rows.indices.contains(hint), rows[hint].name == selection { return hint }
        return rows.firstIndex { $0.name == selection }
    }

    /// The selected row.
    package var selectedRow: Row? { index.map { rows[$0] } }

    /// Sets new rows: the selection stays with its item, on the same line of the screen; if the item is gone, the
    /// row at its index is selected.
    package mutating func receive(_ new: [Row]) {
        let place = index
        let line = place.map { $0 - top }
        let newest = rows.first?.name
        rows = new
        if follows, selection == newest || selection == nil { selection = new.first?.name }
        if let found = index {
            hint = found
            // A list at its beginning stays there, so that new items are in sight.
            if let line, top > 0 { top = max(0, found - line) }
        } else {
            hint = min(place ?? 0, max(0, rows.count - 1))
            selection = rows.isEmpty ? nil : rows[hint].name
        }
        if !marks.isEmpty { marks.formIntersection(new.map(\.name)) }
    }

    /// The list's position without its rows, for the navigation history.
    var withoutRows: ListState {
        var list = self
        list.rows = []
        return list
    }

    /// Moves the selection by rows, stopping at both ends; returns whether it moved.
    package mutating func move(by distance: Int) -> Bool {
        guard !rows.isEmpty else { return false }
        let current = index
        let (sum, overflow) = (current ?? 0).addingReportingOverflow(distance)
        let wanted = overflow ? (distance > 0 ? rows.count - 1 : 0) : sum
        let target = current == nil ? 0 : min(max(0, wanted), rows.count - 1)
        guard target != current else { return false }
        select(at: target)
        return true
    }

    package mutating func select(at index: Int) {
        guard rows.indices.contains(index) else { return }
        selection = rows[index].name
        hint = index
        isMoved = true
    }

    /// Selects an item that may not be in the list yet.
    mutating func select(named name: String) {
        selection = name
        isMoved = true
    }

    /// Scrolls by half a page when the selection is out of sight, since a terminal cannot scroll one pane.
    package mutating func reveal(height: Int) {
        reveal(index, of: rows.count, height: height)
    }

    package mutating func reveal(_ index: Int?, of count: Int, height: Int) {
        let last = max(0, count - height)
        if let index, height > 0 {
            if index < top { top = index - height / 2 }
            if index >= top + height { top = index - height + 1 + height / 2 }
        }
        top = min(max(0, top), last)
    }
}
