/// One list on the screen: which items, which of them is selected, what is filtered out.
///
/// **Invariant:** the selection is a name, so it stays with its item through every refresh.
package struct ListState: Equatable, Sendable {
    package let kind: ResourceID
    /// `nil` while there is nothing to list within: no repo is selected yet.
    package var scope: Scope?
    package var selection: String?
    /// The first row in sight; kept so that the selection is in sight, see ``reveal(_:of:height:)``.
    package var top = 0
    package var filter = ListFilter()

    package init(kind: ResourceID, scope: Scope?) {
        self.kind = kind
        self.scope = scope
    }

    package var key: ListKey? { scope.map { ListKey(kind, $0) } }

    /// The row the selection is on, if it is there.
    package func index(in rows: [Row]) -> Int? {
        guard let selection else { return nil }
        return rows.firstIndex { $0.name == selection }
    }

    /// Takes new rows: the selection stays with its item, or goes to what stands in its place now.
    package mutating func receive(_ rows: [Row], replacing old: [Row]) {
        if let selection, rows.contains(where: { $0.name == selection }) { return }
        let place = index(in: old) ?? 0
        selection = rows.isEmpty ? nil : rows[min(place, rows.count - 1)].name
    }

    /// Moves the selection by rows, stopping at both ends; says whether it moved.
    package mutating func move(by distance: Int, in rows: [Row]) -> Bool {
        guard !rows.isEmpty else { return false }
        let current = index(in: rows)
        let (sum, overflow) = (current ?? 0).addingReportingOverflow(distance)
        let wanted = overflow ? (distance > 0 ? rows.count - 1 : 0) : sum
        let target = current == nil ? 0 : min(max(0, wanted), rows.count - 1)
        guard target != current else { return false }
        selection = rows[target].name
        return true
    }

    /// Scrolls by half a page when the selection leaves the sight, since a terminal cannot scroll one pane.
    package mutating func reveal(_ index: Int?, of count: Int, height: Int) {
        let last = max(0, count - height)
        if let index, height > 0 {
            if index < top { top = index - height / 2 }
            if index >= top + height { top = index - height + 1 + height / 2 }
        }
        top = min(max(0, top), last)
    }
}
