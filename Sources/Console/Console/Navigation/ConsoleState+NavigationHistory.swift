extension ConsoleState {
    private static let longestNavigationHistory = 50

    mutating func leaveTrail() {
        navigationHistory.append(
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
        if navigationHistory.count > Self.longestNavigationHistory {
            navigationHistory.removeFirst()
        }
    }

    /// Remembers what was gone to.
    ///
    /// Going where one is leaves no trail.
    mutating func arrive() {
        guard let last = navigationHistory.indices.last else { return }
        navigationHistory[last].arrival = arrival
        if navigationHistory[last].pages.last?.address == page?.address,
            navigationHistory[last].activePane == activePane
        {
            navigationHistory.removeLast()
        }
    }

    /// Whether *back* is back to where the hand came from, since it has not gone on from here.
    var isAtArrival: Bool {
        navigationHistory.last.map { $0.arrival == arrival } ?? false
    }

    private var arrival: Location.Arrival {
        Location.Arrival(
            focus: focus,
            depth: pages.count,
            page: page?.address,
            row: focus == .column ? focusedAddress : nil
        )
    }

    /// Goes back to the last place, its positions as they were; its lists are as they are now.
    mutating func goBackOnTrail() {
        guard let place = navigationHistory.popLast() else { return }
        focus = place.focus
        activePane = place.activePane
        panes = place.panes.map(rearranged)
        pages = place.pages
        for index in pages.indices {
            pages[index].children = pages[index].children.map(rearranged)
        }
    }
}
