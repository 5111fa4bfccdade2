import PipelineAPI
import Screen

extension ConsoleState {
    /// Shows the selected item of the active pane, unless it is shown already.
    mutating func followSelection() {
        guard let address = selectedAddress(of: panes[activePane]) else {
            pages = []
            if focus == .main { focus = .sidebar }
            return
        }
        guard pages.first?.address != address else { return }
        let sameKind = pages.first.flatMap { $0.address.kind == address.kind ? $0.tab : nil }
        pages = [DetailPage(address, tab: sameKind ?? 0)]
        openChildren()
    }

    var selectedRepo: String? { panes.first { $0.kind == .repos }?.selection }

    /// Sets the scope of the lists within a repo to the selected repo.
    mutating func followRepo() {
        let repo = selectedRepo
        for index in panes.indices {
            guard let kind = ResourceCatalogue.kind(panes[index].kind), kind.containment == .repo
            else { continue }
            let scope = kind.scope(selectedRepo: repo)
            guard panes[index].scope != scope else { continue }
            panes[index].scope = scope
            panes[index].selection = nil
            panes[index] = rearranged(panes[index])
        }
    }

    /// Sets the list of the shown tab, if it has one.
    mutating func openChildren() {
        guard let page, let key = childKey(of: page) else {
            if !pages.isEmpty { pages[pages.count - 1].children = nil }
            return
        }
        guard page.children?.key != key else { return }
        pages[pages.count - 1].children = rearranged(
            ListState(kind: key.kind, scope: key.scope)
        )
    }

    private func childKey(of page: DetailPage) -> ListKey? {
        guard case .children(let key) = body(of: page, glyphs: display.glyphs) else { return nil }
        return key
    }

    mutating func focusPane(_ index: Int) {
        guard panes.indices.contains(index) else { return }
        focus = .sidebar
        activePane = index
        followSelection()
    }

    mutating func cycleFocus(by step: Int) {
        let shown = panes.indices.filter { index in
            index == activePane || ResourceCatalogue.panes[index].placement == .sidebar
        }
        // The main pane comes after the last pane, if it shows an item.
        let stops = shown.count + (pages.isEmpty ? 0 : 1)
        let current = focus == .main ? shown.count : shown.firstIndex(of: activePane) ?? 0
        let next = (current + step + stops) % stops
        if next == shown.count {
            followSelection()
            focus = .main
        } else {
            focusPane(shown[next])
        }
    }

    /// Opens the selected item: focuses the main pane, then opens the selected item of the list in it.
    mutating func enter() -> [ConsoleEffect] {
        if let effects = enterProfile() { return effects }
        if focus == .sidebar {
            followSelection()
            if !pages.isEmpty { focus = .main }
        } else if let children = page?.children {
            guard let address = selectedAddress(of: children) else { return [] }
            pages.append(DetailPage(address))
            openChildren()
        } else if let page, let lines = treeLines(of: page), lines.indices.contains(page.cursor),
            let target = lines[page.cursor].target
        {
            go(to: target)
        } else {
            toggleFold()
        }
        return []
    }

    /// Goes back one step: closes a page, then leaves the main pane, then clears a filter.
    mutating func back() {
        if focusedList?.filter.isActive == true || shownView != nil {
            clearFilter()
        } else if focus == .main, page?.search != nil {
            pages[pages.count - 1].search = nil
        } else if isAtArrival {
            returnToLocation()
        } else if focus == .main, pages.count > 1 {
            pages.removeLast()
        } else if display.isZoomed {
            display.isZoomed = false
        } else if focus == .main {
            focus = .sidebar
            if page?.kind?.placement == .screen { followSelection() }
        } else {
            returnToLocation()
        }
    }

    mutating func switchTab(by step: Int) {
        if focus == .sidebar { followSelection() }
        guard let page, let count = page.kind?.tabs.count, count > 1 else { return }
        show(tab: (page.tab + step + count) % count)
    }

    mutating func show(tab: Int) {
        guard !pages.isEmpty else { return }
        pages[pages.count - 1].tab = tab
        pages[pages.count - 1].scroll = 0
        pages[pages.count - 1].cursor = 0
        pages[pages.count - 1].search = nil
        openChildren()
    }

    /// Shows the schema of the selected item; for a run, the schema of its job's result.
    mutating func inspectSchema() {
        if focus == .sidebar { followSelection() }
        guard let tab = page?.kind?.tabs.firstIndex(where: { $0.id == TabID.schema }) else {
            return inspectSchemaOfJob()
        }
        show(tab: tab)
        focus = .main
    }

    private mutating func inspectSchemaOfJob() {
        guard let page, case .job = page.address.scope, pages.count > 1,
            let tab = pages[0].kind?.tabs.firstIndex(where: { $0.id == TabID.schema })
        else {
            notice = Notice("there is no schema to this: select a repo, a data source or a job")
            return
        }
        pages = [pages[0]]
        show(tab: tab)
    }

    func treeLines(of page: DetailPage) -> [TreeLine]? {
        guard case .tree(let nodes) = body(of: page, glyphs: display.glyphs) else { return nil }
        return TreeLines.lines(of: nodes, folded: page.folded)
    }

    private mutating func toggleFold() {
        guard let page, let lines = treeLines(of: page), lines.indices.contains(page.cursor),
            lines[page.cursor].isFoldable
        else { return }
        let path = lines[page.cursor].path
        if pages[pages.count - 1].folded.remove(path) == nil {
            pages[pages.count - 1].folded.insert(path)
        }
    }
}
