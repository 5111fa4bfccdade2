/// One list on the screen: which items, in which order, which of them is selected, what is filtered out.
///
/// **Invariant:** the selection is a name, so it stays with its item through every refresh.
package struct ListState: Equatable, Sendable {
    package let kind: ResourceID
    /// `nil` while there is nothing to list within: no repo is selected yet.
    package var scope: Scope?
    /// What the service is asked to leave out and how to sort.
    package var query = ListQuery()
    package var selection: String?
    /// The first row in sight; kept so that the selection is in sight, see ``reveal(_:of:height:)``.
    package var top = 0
    package var filter = ListFilter()
    /// The first column in sight of a table that is wider than the screen.
    package var column = 0
    /// Names of rows that the next action is for.
    package var marks: Set<String> = []
    /// The later pages of a paged list, as far as they were looked at.
    package var history = HistoryWindow()
    /// Whether the end of the list was asked for and is not there yet.
    package var isEndWanted = false
    /// Whether the selection goes to the newest row whenever there is a newer one.
    package var follows = false
    /// The rows that filter and order leave; what is drawn and moved in.
    package private(set) var rows: [Row] = []
    /// Whether the user has chosen a row; until then a list that is still growing shows its first.
    private(set) var isMoved = false
    /// Where the selection was found last: looked at first, since it rarely moved.
    private var hint = 0

    package init(kind: ResourceID, scope: Scope?) {
        self.kind = kind
        self.scope = scope
    }

    package var key: ListKey? { scope.map { ListKey(kind, $0, query) } }

    /// The row the selection is on, if it is there.
    package var index: Int? {
        guard let selection else { return nil }
        if rows.indices.contains(hint), rows[hint].name == selection { return hint }
        return rows.firstIndex { $0.name == selection }
    }

    /// The row the selection is on.
    package var selectedRow: Row? { index.map { rows[$0] } }

    /// Takes new rows: the selection stays with its item, on the same line of the screen; an item that is
    /// gone hands it to what stands in its place.
    package mutating func receive(_ new: [Row]) {
        let place = index
        let line = place.map { $0 - top }
        let newest = rows.first?.name
        rows = new
        if follows, selection == newest || selection == nil { selection = new.first?.name }
        if let found = index {
            hint = found
            // A list that stands at its beginning stays there, so that what is new is seen.
            if let line, top > 0 { top = max(0, found - line) }
        } else {
            hint = min(place ?? 0, max(0, rows.count - 1))
            selection = rows.isEmpty ? nil : rows[hint].name
        }
        if !marks.isEmpty { marks.formIntersection(new.map(\.name)) }
    }

    /// Where the list stands, without what it holds: a place to come back to.
    var withoutRows: ListState {
        var list = self
        list.rows = []
        return list
    }

    /// Moves the selection by rows, stopping at both ends; says whether it moved.
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

    /// Puts the selection on an item that may not be in the list yet.
    mutating func select(named name: String) {
        selection = name
        isMoved = true
    }

    /// Scrolls by half a page when the selection leaves the sight, since a terminal cannot scroll one pane.
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
