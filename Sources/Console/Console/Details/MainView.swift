import PipelineAPI
import Screen

/// Draws the main pane: the item under its tabs.
struct MainView {
    let state: ConsoleState
    let context: RenderContext
    let frame: Rect

    /// The rows between the borders.
    static func contentHeight(in frame: Rect) -> Int { max(0, frame.height - 2) }

    func draw(on canvas: inout Canvas) {
        guard !frame.isEmpty else { return }
        let hasFocus = state.focus == .main
        let border: Style = hasFocus ? .focusedBorder : .border
        canvas.drawBox(frame, style: border, glyphs: context.glyphs)
        guard let page = state.page else { return drawNothing(on: &canvas) }
        drawTitle(of: page, hasFocus: hasFocus, on: &canvas)
        let content = frame.inset(dx: 2, dy: 1)
        let detail = state.detail(at: page.address)
        guard let body = state.body(of: page, glyphs: context.glyphs) else {
            let text =
                detail.error.map { Span($0.message, .error) } ?? Span(says: "loading …", .muted)
            drawLines(
                [DetailLine([text.said(in: context.localizer)], wraps: true)],
                scroll: 0,
                on: &canvas,
                in: content
            )
            return
        }
        switch body {
        case .lines(let lines): drawLines(lines, scroll: page.scroll, on: &canvas, in: content)
        case .tree(let nodes): drawTree(nodes, of: page, on: &canvas, in: content)
        case .children: drawChildren(of: page, on: &canvas)
        }
        if let error = detail.error { drawFoot("stale: \(error.message)", .warning, on: &canvas) }
    }

    /// Draws the reason why there is nothing to show, in full.
    private func drawNothing(on canvas: inout Canvas) {
        let content = frame.inset(dx: 2, dy: 1)
        guard let error = state.traffic.link.error ?? state.focusedFailure else {
            canvas.draw(context.localizer("nothing selected"), in: content.line(0), style: .muted)
            return
        }
        var lines = [
            DetailLine(error.message, .error, wraps: true), .blank,
            .fact("endpoint", state.identity.endpoint),
        ]
        if let entry = error.code.entry {
            lines.append(.fact("means", entry.english))
            if context.glyphs != .ascii { lines.append(.fact("", entry.chinese)) }
        }
        let said = lines.map { $0.said(in: context.localizer) }
        drawLines(said, scroll: 0, on: &canvas, in: content)
    }

    /// `┌ hourly_pv ── Runs ── SQL ──`, the shown tab in the title's style.
    private func drawTitle(of page: DetailPage, hasFocus: Bool, on canvas: inout Canvas) {
        let line = frame.line(0).droppingLeft(1).droppingRight(1)
        let shown: Style = hasFocus ? .focusedTitle : .title
        var x = line.x
        func put(_ text: String, _ style: Style) {
            x += canvas.draw(text, at: Point(x: x, y: line.y), in: line, style: style)
        }
        let container = page.address.scope.container
        if !container.isEmpty { put(" \(container)", .muted) }
        let isScreen = page.kind?.placement == .screen
        let screen = page.kind.map { context.localizer(known: $0.title) } ?? ""
        put(" \(isScreen ? screen : page.address.name) ", .strong)
        let tabs = page.kind?.tabs ?? []
        let strip = TabStrip(tabs.map(title), shown: page.tab, room: line.maxX - x)
        let joint = String(repeating: context.glyphs.horizontal, count: strip.joint)
        if strip.leavesOutBefore { put(joint + String(context.glyphs.ellipsis), .muted) }
        for index in strip.tabs {
            put(joint, .border)
            put(" \(title(tabs[index])) ", index == page.tab ? shown : .muted)
        }
        if strip.leavesOutAfter { put(joint + String(context.glyphs.ellipsis), .muted) }
    }

    private func title(_ tab: AnyDetailTab) -> String { context.localizer(known: tab.title) }

    private func drawLines(
        _ lines: [DetailLine],
        scroll: Int,
        on canvas: inout Canvas,
        in rect: Rect
    ) {
        let width = max(1, rect.width)
        let search = state.page?.search
        let found = search.map { TextSearch($0.text, in: lines) }
        let wrapped =
            found.map { found in
                lines.enumerated().flatMap { index, line in
                    found.rows(of: line, at: index, width: width, chosen: search?.index)
                }
            } ?? LineWrapping.wrap(lines, width: width)
        for (offset, line) in wrapped.dropFirst(scroll).prefix(rect.height).enumerated() {
            LineWrapping.draw(line, on: &canvas, in: rect.line(offset))
        }
        if let search, let found {
            let cursor = search.isEditing ? "_" : ""
            drawFoot(
                LocalizedText(
                    verbatim: "/\(search.text)\(cursor)  \(found.count(at: search.index))"
                ),
                .input,
                on: &canvas
            )
            return
        }
        let left = wrapped.count - scroll - rect.height
        if left > 0 { drawFoot("\(left) more", .muted, on: &canvas) }
    }

    private func drawTree(
        _ nodes: [TreeNode],
        of page: DetailPage,
        on canvas: inout Canvas,
        in rect: Rect
    ) {
        let lines = TreeLines.lines(of: nodes, folded: page.folded)
        guard !lines.isEmpty else {
            canvas.draw(context.localizer("no fields"), in: rect.line(0), style: .muted)
            return
        }
        let sight = lines.enumerated().dropFirst(page.scroll).prefix(rect.height)
        for (offset, (index, line)) in sight.enumerated() {
            let row = rect.line(offset)
            if index == page.cursor, state.focus == .main {
                canvas.draw(
                    String(context.glyphs.marker),
                    at: Point(x: row.x - 1, y: row.y),
                    in: frame,
                    style: .marker
                )
            }
            let indent = TreeLines.indent(of: line, glyphs: context.glyphs)
            LineWrapping.draw(
                DetailLine([Span(indent, .muted)] + line.spans),
                on: &canvas,
                in: row
            )
        }
        if page.shownTab?.id == TabID.schema {
            drawFoot("\(lines.count) fields", .muted, on: &canvas)
        }
    }

    private func drawChildren(of page: DetailPage, on canvas: inout Canvas) {
        guard let list = page.children, let kind = ResourceCatalogue.kind(list.kind) else { return }
        let content = frame.inset(dx: 1, dy: 1)
        let rows = list.rows
        guard !rows.isEmpty else {
            let note = ListNote.text(for: list, in: state)
            canvas.draw(
                note.said(in: context.localizer).text,
                in: content.line(0).droppingLeft(TableView.markerWidth),
                style: note.style
            )
            return drawChildrenFoot(list, kind, on: &canvas)
        }
        if kind.traits.isTableOfRecords { return drawSamples(list, on: &canvas, in: content) }
        let table = TableView(
            columns: kind.columns(state.viewChoice(of: kind.id)),
            texts: list.textWidths,
            context: context,
            width: content.width
        )
        table.drawHeadings(order: state.order(of: list), on: &canvas, in: content.line(0))
        let sight = content.droppingTop(1)
        for (offset, row) in rows.dropFirst(list.top).prefix(sight.height).enumerated() {
            table.draw(
                row,
                isSelected: row.name == list.selection,
                isMarked: list.marks.contains(row.name),
                hasFocus: state.focus == .main,
                on: &canvas,
                in: sight.line(offset)
            )
        }
        drawChildrenFoot(list, kind, on: &canvas)
    }

    /// Sample points as a table, whose columns are the repo's fields.
    private func drawSamples(_ list: ListState, on canvas: inout Canvas, in content: Rect) {
        let records = list.rows.compactMap { row in
            row.item.value(as: PointSample.self)?.record
        }
        let repo = list.scope?.container ?? ""
        let table = DataTable(records, schema: context.schema(ofRepo: repo))
        let cells = content.droppingLeft(TableView.markerWidth)
        let first = min(list.firstColumn, table.lastFirst(width: cells.width))
        let heading = table.heading(from: first, width: cells.width, glyphs: context.glyphs)
        LineWrapping.draw(heading, on: &canvas, in: cells.line(0))
        let lines = table.lines(
            list.top..<list.top + content.height - 1,
            from: first,
            width: cells.width,
            glyphs: context.glyphs
        )
        for (offset, line) in lines.enumerated() {
            LineWrapping.draw(line, on: &canvas, in: cells.line(offset + 1))
            if list.top + offset == list.index {
                canvas.draw(
                    String(context.glyphs.marker),
                    at: content.line(offset + 1).origin,
                    in: content,
                    style: state.focus == .main ? .marker : .muted
                )
            }
        }
        let place = table.position(from: first, width: cells.width)
        drawFoot(
            place.isEmpty ? "\(records.count) points" : "\(records.count) points, \(place): < >",
            .muted,
            on: &canvas
        )
    }

    private func drawChildrenFoot(
        _ list: ListState,
        _ kind: AnyResourceKind,
        on canvas: inout Canvas
    ) {
        let isStale = list.key.flatMap { state.listings[$0]?.error } != nil
        let number = ListNote.count(of: list, in: state)
        let noun = LocalizedText(known: number == "1" ? kind.noun : kind.plural)
        var count: LocalizedText = number.isEmpty ? noun : "\(number) \(noun)"
        if let status = list.query.status {
            count = count + ", \(LocalizedText(known: status)) only"
        }
        if !list.history.isEmpty, let index = list.index {
            count = count + ", page \(list.history.page(ofRow: index))"
        }
        if !list.marks.isEmpty { count = count + ", \(list.marks.count) marked" }
        if list.follows { count = count + ", following" }
        if isStale { count = count + ", stale" }
        if let gathered = list.key.flatMap({ state.gatherings[$0]?.text }) {
            count = "\(count) from \(gathered)"
        }
        if list.kind == .night { count = nightFoot(of: list) }
        if list.kind == .board { count = boardFoot(of: list) }
        drawFoot(count, isStale ? .warning : .muted, on: &canvas)
        ListNote.drawFilter(
            of: list,
            in: state.shownViews[list.kind]?.name,
            on: &canvas,
            in: frame.bottom(1).droppingLeft(context.localizer(count).displayWidth + 6)
                .droppingRight(2)
        )
    }

    /// Why the selected profile gave no answer, in full; else the number of all.
    private func boardFoot(of list: ListState) -> LocalizedText {
        let line: Board.Line? = list.selectedRow?.item.value()
        return line?.error.map(LocalizedText.init(verbatim:)) ?? "\(list.rows.count) profiles"
    }

    private func nightFoot(of list: ListState) -> LocalizedText {
        let count = LocalizedText.jobs(list.rows.count)
        let night = state.display.night
        let order: LocalizedText = night.isByBatchTime ? "by batch time" : "by clock"
        let head = count + ", " + "\(night.hours) hours" + ", " + order
        return state.nightFoot(of: list, in: context).map { head + ": " + $0 } ?? head
    }

    private func drawFoot(_ text: LocalizedText, _ style: Style, on canvas: inout Canvas) {
        let room = max(0, frame.width - 4)
        let shown = context.localizer(text).printable.truncated(
            toWidth: room,
            ellipsis: context.glyphs.ellipsis
        )
        canvas.draw(
            " \(shown) ",
            at: Point(x: frame.x + 1, y: frame.maxY - 1),
            in: frame.droppingRight(1),
            style: style
        )
    }
}
