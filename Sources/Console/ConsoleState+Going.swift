extension ConsoleState {
    /// Shows what needs a look across all jobs.
    mutating func showOverview() {
        show(kind: Overview.address.kind)
    }

    /// Shows a kind: its pane, or its screen.
    mutating func show(kind id: ResourceID) {
        guard ResourceCatalogue.kind(id)?.placement == .screen else {
            return focusPane(panes.firstIndex { $0.kind == id } ?? activePane)
        }
        pages = [DetailPage(ResourceAddress(id, .root, Overview.name))]
        focus = .main
    }

    /// Goes to an item wherever it is: its pane and its list follow, as if the hand had gone there.
    mutating func go(to address: ResourceAddress) {
        switch address.scope {
        case .root: break
        case .repo(let repo): select(repo, of: "repos")
        case .job(let job): select(job, of: "jobs")
        }
        guard panes.contains(where: { $0.kind == address.kind }) else {
            // Within another item: its page goes on top of that item's.
            followSelection()
            pages.append(DetailPage(address))
            openChildren()
            focus = .main
            return
        }
        select(address.name, of: address.kind)
        followSelection()
    }

    private mutating func select(_ name: String, of kind: ResourceID) {
        guard let index = panes.firstIndex(where: { $0.kind == kind }) else { return }
        focusPane(index)
        changeFocusedList { list in
            list.filter = ListFilter()
            list.selection = name
        }
        followSelection()
    }
}
