import Screen

/// Draws the sidebar: the panes' titles with counts and the rows of the open panes, in one frame.
struct SidebarView {
    let state: ConsoleState
    let context: RenderContext
    let layout: ConsoleLayout

    func draw(on canvas: inout Canvas) {
        guard !layout.sidebar.isEmpty else { return }
        let hasFocus = state.focus == .sidebar
        canvas.drawBox(
            layout.sidebar,
            style: hasFocus ? .focusedBorder : .border,
            glyphs: context.glyphs
        )
        for pane in layout.panes { draw(pane, on: &canvas) }
    }

    private func draw(_ pane: ConsoleLayout.Pane, on canvas: inout Canvas) {
        let list = state.panes[pane.index]
        let isFocused = state.focus == .sidebar && pane.index == state.activePane
        drawTitle(of: pane, list, isFocused: isFocused, on: &canvas)
        guard !pane.isFolded, let kind = ResourceCatalogue.kind(list.kind) else { return }
        let rows = list.rows
        guard !rows.isEmpty else {
            let note = ListNote.text(for: list, in: state)
            canvas.draw(
                note.said(in: context.localizer).text,
                in: pane.content.line(0).droppingLeft(TableView.markerWidth),
                style: note.style
            )
            return
        }
        let table = TableView(
            columns: kind.columns(state.viewChoice(of: kind.id)).filter(\.isCompact),
            texts: list.textWidths,
            context: context,
            width: pane.content.width
        )
        for (offset, row) in rows.dropFirst(list.top).prefix(pane.content.height).enumerated() {
            table.draw(
                row,
                isSelected: row.name == list.selection,
                isMarked: list.marks.contains(row.name),
                hasFocus: isFocused,
                on: &canvas,
                in: pane.content.line(offset)
            )
        }
    }

    /// Returns a list's count, with how far it is gathered, in a few cells where there are no more.
    private func counted(_ count: String, of list: ListState, room: Int) -> String {
        guard let gathering = list.key.flatMap({ state.gatherings[$0] }), let text = gathering.text
        else { return count }
        let whole = context.localizer("\(count) from \(text)")
        return whole.displayWidth <= room ? whole : "\(count) (\(gathering.short))"
    }

    /// Draws `├ 4 Batch jobs ──── 42 ┤`, with the filter beside the title if there is one.
    private func drawTitle(
        of pane: ConsoleLayout.Pane,
        _ list: ListState,
        isFocused: Bool,
        on canvas: inout Canvas
    ) {
        let line = pane.frame.line(0)
        let border: Style = state.focus == .sidebar ? .focusedBorder : .border
        if line.y > layout.sidebar.y {
            canvas.drawRule(line, style: border, glyphs: context.glyphs, joined: true)
        }
        let name = context.localizer(known: ResourceCatalogue.panes[pane.index].title)
        let key = state.keymap.label(of: .focusPane(pane.index)).map { "\($0) " } ?? ""
        let title = " \(key)\(name) "
        let used = canvas.draw(
            title,
            at: Point(x: line.x + 1, y: line.y),
            in: line.droppingRight(1),
            style: isFocused ? .focusedTitle : .title
        )
        let count = ListNote.count(of: list, in: state)
        let isStale = list.key.flatMap { state.listings[$0]?.error } != nil
        let shown = counted(count, of: list, room: line.width - used - 4)
        let right = " \(shown)\(isStale ? context.localizer(" stale") : "") "
        if !count.isEmpty {
            canvas.draw(
                right,
                in: line.droppingLeft(1 + used).droppingRight(1),
                style: isStale ? .warning : .muted,
                alignment: .trailing
            )
        }
        ListNote.drawFilter(
            of: list,
            in: state.shownViews[list.kind]?.name,
            on: &canvas,
            in: line.droppingLeft(1 + used).droppingRight(right.displayWidth + 1)
        )
    }
}
