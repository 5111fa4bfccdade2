extension ConsoleState {
    /// Shows a kind: its pane, or its screen.
    mutating func show(kind id: ResourceID) {
        guard ResourceCatalogue.kind(id)?.placement == .screen else {
            return focusPane(panes.firstIndex { $0.kind == id } ?? activePane)
        }
        guard page?.address.kind != id else { return focus = .main }
        keepLocation()
        pages = [DetailPage(ResourceAddress(id, .root, Overview.name))]
        assembleAll()
        openChildren()
        focus = .main
        arrive()
    }

    /// Goes to an item in any kind: its pane and its list are selected too.
    mutating func go(to address: ResourceAddress) {
        keepLocation()
        defer { arrive() }
        if let (index, row) = paneRow(of: address) {
            select(row, in: index)
            return
        }
        // An item within another: its page is pushed onto that item's.
        if let kind = address.scope.containerKind { select(address.scope.container, of: kind) }
        followSelection()
        pages.append(DetailPage(address))
        openChildren()
        focus = .main
    }

    /// Returns the pane with the item, or with the aggregate list that has it, and its row there.
    private func paneRow(of address: ResourceAddress) -> (pane: Int, row: String)? {
        for (index, pane) in panes.enumerated() {
            guard let key = pane.key, let listing = listings[key]?.value else { continue }
            if key == address.list { return (index, address.name) }
            guard ResourceCatalogue.kind(pane.kind)?.aggregate != nil else { continue }
            if let row = listing.rows.first(where: { $0.target == address }) {
                return (index, row.name)
            }
        }
        return nil
    }

    private mutating func select(_ name: String, of kind: ResourceID) {
        guard let index = panes.firstIndex(where: { $0.kind == kind }) else { return }
        select(name, in: index)
    }

    private mutating func select(_ name: String, in pane: Int) {
        focusPane(pane)
        clearFilter()
        changeFocusedList { $0.select(named: name) }
        followSelection()
    }
}
