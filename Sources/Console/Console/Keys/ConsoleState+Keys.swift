import PipelineAPI
import Screen

extension ConsoleState {
    /// A key goes to the overlay, to an open filter, or to the key table; in this order.
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

    /// A key in a window too small to show what it does: nobody may start or stop a thing unseen.
    mutating func pressUnseen(_ key: Key) -> [ConsoleEffect] {
        guard case .command(let command) = keymap.binding(for: key)?.does,
            [.quit, .suspend, .repaint].contains(command)
        else { return [] }
        return perform(command)
    }

    /// Of the actions of a key the one of the item in focus, or of what that stands for.
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
        case .escape: changeFocusedList { $0.filter = ListFilter() }
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
        case .enter: enter()
        case .back: back()
        case .nextTab: switchTab(by: 1)
        case .previousTab: switchTab(by: -1)
        case .filter: openFilter()
        case .new: return createOrGoToMatch()
        case .edit: return edit()
        case .transfer: planTransfer()
        case .mark: mark()
        case .markAll: markAll()
        case .unmarkAll: unmarkAll()
        case .sort: chooseOrder()
        case .columns: chooseColumns()
        case .status: chooseStatus()
        case .profile: chooseProfile()
        case .writable: toggleWritable()
        case .watch: toggleWatch()
        case .follow: toggleFollowing()
        case .export: planExport()
        case .command: showCommand()
        case .columnLeft: moveInFocusedList { $0.column = max(0, $0.column - 1) }
        case .columnRight: moveInFocusedList { $0.column = min($0.column + 1, Self.mostColumns) }
        case .previousMatch: goToMatch(.previous)
        case .palette: overlay = .palette(CommandPalette(entries: paletteEntries))
        case .schema: inspectSchema()
        case .refresh: return refresh()
        case .zoom: display.isZoomed.toggle()
        case .times: display.toggleTimes()
        case .notation: toggleNotation()
        case .pause: traffic.isPaused.toggle()
        case .copy: return copy()
        case .help: overlay = .help(scroll: 0)
        case .repaint: return [.repaint]
        case .suspend: return [.suspend]
        case .quit: return [.quit]
        }
        return []
    }

    /// What is shown in two ways is shown in the other one: SQL alone or translated, definitions as JSON or
    /// YAML.
    private mutating func toggleNotation() {
        if page?.shownTab?.translation != nil {
            display.toggleTranslation()
        } else {
            display.toggleNotation()
        }
    }

    /// Changes which rows the list that has the keys shows, and keeps its selection on what is left.
    mutating func changeFocusedList(_ change: (inout ListState) -> Void) {
        guard var list = focusedList else { return }
        change(&list)
        putBack(rearranged(list))
    }

    /// Moves within the list that has the keys; its rows stay.
    mutating func moveInFocusedList(_ change: (inout ListState) -> Void) {
        guard var list = focusedList else { return }
        change(&list)
        putBack(list)
    }

    /// Takes the list that has the keys, as it was changed.
    mutating func putBack(_ list: ListState) {
        if focus == .column {
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

    /// The key makes something new, and in a text that was searched goes to the next match.
    private mutating func createOrGoToMatch() -> [ConsoleEffect] {
        guard focus == .main, page?.search != nil else { return create() }
        goToMatch(.next)
        return []
    }

    private mutating func refresh() -> [ConsoleEffect] {
        notice = Notice("asking again")
        return [.refresh(visiblePolls)]
    }

    private mutating func moveToStart() -> [ConsoleEffect] {
        guard focusedList != nil else { return move(by: .min / 2) }
        goToStart()
        return focus == .column ? [restart()] : []
    }

    private mutating func moveToEnd() -> [ConsoleEffect] {
        guard focusedList != nil else { return move(by: .max / 2) }
        goToEnd()
        return focus == .column ? [restart()] : []
    }

    private mutating func move(by distance: Int) -> [ConsoleEffect] {
        guard focusedList != nil else {
            scroll(by: distance)
            return []
        }
        moveInFocusedList { _ = $0.move(by: distance) }
        return focus == .column ? [restart()] : []
    }

    /// The main pane follows once the hand is still: repainting it for every held key would cost
    /// thousands of bytes on a slow line.
    private mutating func restart() -> ConsoleEffect {
        restToken += 1
        return .rest(token: restToken)
    }

    /// Scrolls the shown tab: a tree by its cursor, lines by their first in sight.
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

    private func copy() -> [ConsoleEffect] {
        guard let address = focusedAddress else { return [] }
        return [.copy(address.name)]
    }

    /// Of a table of samples, which has a column a field.
    private static let mostColumns = 500

    private var pageHeight: Int {
        let layout = layout
        guard focus == .column else { return max(1, layout.main.height - 3) }
        return max(1, (layout.panes.first { $0.index == activePane }?.content.height ?? 2) - 1)
    }
}
