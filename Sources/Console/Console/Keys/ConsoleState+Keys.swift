import PipelineAPI
import Screen

extension ConsoleState {
    /// Handles a key: the overlay, an open filter and the key table get it, in this order.
    mutating func press(_ key: Key) -> [ConsoleEffect] {
        if overlay != nil { return pressInOverlay(key) }
        if focusedList?.filter.isEditing == true { return pressInFilter(key) }
        if focus == .main, page?.search?.isEditing == true {
            notice = nil
            pressInSearch(key)
            return []
        }
        notice = nil
        guard let binding = keymap.binding(for: key) else { return [] }
        switch binding.does {
        case .command(let command): return perform(command)
        case .actions(let actions):
            guard let chosen = action(among: actions, from: focusedAddress) else { return [] }
            return plan(chosen.action, of: chosen.kind)
        }
    }

    /// Handles a key in a window too small to draw: only quit, suspend and repaint work, since a plan could not be
    /// seen.
    mutating func pressUnseen(_ key: Key) -> [ConsoleEffect] {
        guard case .command(let command) = keymap.binding(for: key)?.does,
            [.quit, .suspend, .repaint].contains(command)
        else { return [] }
        return perform(command)
    }

    /// Returns the action of a key for the item in focus, or for the item it stands for.
    func action(
        among actions: [KeyBinding.KindAction],
        from focused: ResourceAddress?
    ) -> KeyBinding.KindAction? {
        let own = actions.first { $0.kind.id == focused?.kind }
        let near = actions.first { candidate in
            focused.flatMap { target(of: candidate.kind, from: $0) } != nil
        }
        return own ?? near ?? actions.first
    }

    private mutating func pressInFilter(_ key: Key) -> [ConsoleEffect] {
        switch key {
        case .escape: clearFilter()
        case .enter: changeFocusedList { $0.filter.isEditing = false }
        case .backspace, .control("h"):
            changeFocusedList { list in
                if list.filter.text.isEmpty {
                    list.filter.isEditing = false
                } else {
                    list.filter.text.removeLast()
                }
            }
        case .control("u"): changeFocusedList { $0.filter.text = "" }
        case .character(let character): changeFocusedList { $0.filter.text.append(character) }
        case .up: return move(by: -1)
        case .down: return move(by: 1)
        default: break
        }
        return [restart()]
    }

    mutating func perform(_ command: Command) -> [ConsoleEffect] {
        switch command {
        case .focusPane(let index): focusPane(index)
        case .show(let kind): show(kind: kind)
        case .nextPane: cycleFocus(by: 1)
        case .previousPane: cycleFocus(by: -1)
        case .up: return move(by: -1)
        case .down: return move(by: 1)
        case .pageUp: return move(by: -pageHeight)
        case .pageDown: return move(by: pageHeight)
        case .top: return moveToStart()
        case .bottom: return moveToEnd()
        case .enter: return enter()
        case .back: back()
        case .nextTab: switchTab(by: 1)
        case .previousTab: switchTab(by: -1)
        case .filter: openFilter()
        case .new: return createOrGoToMatch()
        case .edit: return edit()
        case .repair: return repair()
        case .backfill: return backfill()
        case .transfer: planTransfer()
        case .mark, .markAll, .unmarkAll, .sort, .columns, .status, .columnLeft, .columnRight,
            .closer, .farther, .saveView, .follow:
            performInList(command)
        case .profile: chooseProfile()
        case .writable: toggleWritable()
        case .watch: toggleWatch()
        case .export: planExport()
        case .command: showCommand()
        case .previousMatch: goToMatch(.previous)
        case .palette: overlay = .palette(CommandPalette(entries: paletteEntries))
        case .schema: inspectSchema()
        case .compare: compare()
        case .grep: planSearch()
        case .refresh: return refresh()
        case .zoom: display.isZoomed.toggle()
        case .times: toggleTimes()
        case .notation: toggleNotation()
        case .pause: traffic.isPaused.toggle()
        case .copy: return copy()
        case .user(let name): return run(userCommand: name)
        case .view(let name): return open(view: name)
        case .help: overlay = .help(scroll: 0)
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    /// What changes the focused list: its marks, its order and columns, and what of it is in sight.
    private mutating func performInList(_ command: Command) {
        switch command {
        case .mark: mark()
        case .markAll: markAll()
        case .unmarkAll: unmarkAll()
        case .sort: chooseOrder()
        case .columns: chooseColumns()
        case .status: chooseStatus()
        case .saveView: planView()
        case .follow: toggleFollowing()
        case .columnLeft: scrollColumns(by: -1)
        case .columnRight: scrollColumns(by: 1)
        case .closer: zoomNight(by: 1)
        case .farther: zoomNight(by: -1)
        default: break
        }
    }

    /// Shows SQL with or without its translation, and definitions as JSON or YAML.
    private mutating func toggleNotation() {
        if page?.shownTab?.translation != nil {
            display.toggleTranslation()
        } else {
            display.toggleNotation()
        }
    }

    /// Changes the rows of the focused list, keeping the selection if possible.
    mutating func changeFocusedList(_ change: (inout ListState) -> Void) {
        guard var list = focusedList else { return }
        change(&list)
        putBack(rearranged(list))
    }

    /// Moves within the focused list, without changing its rows.
    mutating func moveInFocusedList(_ change: (inout ListState) -> Void) {
        guard var list = focusedList else { return }
        change(&list)
        putBack(list)
    }

    private mutating func toggleTimes() {
        if isNightShown { display.night.toggleBatchTime() } else { display.toggleTimes() }
    }

    private mutating func scrollColumns(by distance: Int) {
        guard !isNightShown else { return display.night.move(by: distance, at: now) }
        moveInFocusedList {
            $0.firstColumn = min(max(0, $0.firstColumn + distance), Self.mostColumns)
        }
    }

    /// Replaces the focused list.
    mutating func putBack(_ list: ListState) {
        if focus == .sidebar {
            panes[activePane] = list
            followRepo()
        } else if !pages.isEmpty {
            pages[pages.count - 1].children = list
        }
    }

    private mutating func openFilter() {
        guard focusedList != nil else {
            if !openSearch() { notice = Notice("there is nothing to filter or search here") }
            return
        }
        changeFocusedList { $0.filter.isEditing = true }
    }

    /// Creates an item or, in a searched text, goes to the next match.
    private mutating func createOrGoToMatch() -> [ConsoleEffect] {
        guard focus == .main, page?.search != nil else { return create() }
        goToMatch(.next)
        return []
    }

    private mutating func refresh() -> [ConsoleEffect] {
        notice = Notice("asking again")
        let board = page?.address.kind == .board ? askBoard() : []
        return [.refresh(visiblePolls)] + board
    }

    private mutating func moveToStart() -> [ConsoleEffect] {
        guard focusedList != nil else { return move(by: .min / 2) }
        goToStart()
        return focus == .sidebar ? [restart()] : []
    }

    private mutating func moveToEnd() -> [ConsoleEffect] {
        guard focusedList != nil else { return move(by: .max / 2) }
        goToEnd()
        return focus == .sidebar ? [restart()] : []
    }

    private mutating func move(by distance: Int) -> [ConsoleEffect] {
        guard focusedList != nil else {
            scroll(by: distance)
            return []
        }
        moveInFocusedList { _ = $0.move(by: distance) }
        return focus == .sidebar ? [restart()] : []
    }

    /// Restarts the timer after which the main pane follows the selection: repainting it for every repeated key
    /// would take thousands of bytes on a slow line.
    private mutating func restart() -> ConsoleEffect {
        restToken += 1
        return .rest(token: restToken)
    }

    /// Scrolls the shown tab: moves a tree's cursor, or the first line in sight.
    private mutating func scroll(by distance: Int) {
        guard let page else { return }
        let last = pages.count - 1
        if let lines = treeLines(of: page) {
            let (sum, overflow) = page.cursor.addingReportingOverflow(distance)
            let wanted = overflow ? lines.count : sum
            pages[last].cursor = min(max(0, wanted), max(0, lines.count - 1))
        } else {
            let (sum, overflow) = page.scroll.addingReportingOverflow(distance)
            pages[last].scroll = max(0, overflow ? Int.max / 2 : sum)
        }
    }

    private mutating func copy() -> [ConsoleEffect] {
        guard let address = focusedAddress else { return [] }
        let isWhole = ResourceCatalogue.kind(address.kind)?.traits.isCopiedWhole == true
        guard isWhole, let lines = shownLines else { return [.copy(address.name)] }
        notice = Notice("copied through the terminal: \(lines.count) lines")
        return [.copy(lines.map { $0.spans.map(\.text).joined() + "\n" }.joined())]
    }

    /// The most columns of a table of points, which has one for each field.
    private static let mostColumns = 500

    private var pageHeight: Int {
        let layout = layout
        guard focus == .sidebar else { return max(1, layout.main.height - 3) }
        return max(1, (layout.panes.first { $0.index == activePane }?.content.height ?? 2) - 1)
    }
}
