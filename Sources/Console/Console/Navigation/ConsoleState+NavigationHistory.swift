extension ConsoleState {
    /// Stores the current location before a jump.
    mutating func keepLocation() {
        navigationHistory.push(
            Location(
                focus: focus,
                activePane: activePane,
                pages: pages.map { page in
                    var page = page
                    page.children = page.children?.withoutRows
                    return page
                },
                panes: panes.map(\.withoutRows)
            )
        )
    }

    /// Stores the arrival; a jump to the current item stores no location.
    mutating func arrive() {
        navigationHistory.arrived(at: arrival)
        guard let last = navigationHistory.last, last.activePane == activePane,
            last.pages.last?.address == page?.address
        else { return }
        _ = navigationHistory.pop()
    }

    /// Whether *back* returns to the latest location: the user has not moved since the arrival.
    var isAtArrival: Bool {
        navigationHistory.last.map { $0.arrival == arrival } ?? false
    }

    private var arrival: Location.Arrival {
        Location.Arrival(
            focus: focus,
            depth: pages.count,
            page: page?.address,
            row: focus == .sidebar ? focusedAddress : nil
        )
    }

    /// Returns to the latest location with its positions; lists have their current rows.
    mutating func returnToLocation() {
        guard let place = navigationHistory.pop() else { return }
        focus = place.focus
        activePane = place.activePane
        panes = place.panes.map(rearranged)
        pages = place.pages
        for index in pages.indices {
            pages[index].children = pages[index].children.map(rearranged)
        }
    }
}
