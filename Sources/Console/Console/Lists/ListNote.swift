import PipelineAPI
import Screen

/// The notes of a list besides its rows: its count, its filter, the reason why it is empty.
enum ListNote {
    /// Returns `42`, or `3 of 42` if a filter hides some; empty before the first answer.
    static func count(of list: ListState, in state: ConsoleState) -> String {
        guard let listing = list.key.flatMap({ state.listings[$0]?.value }) else { return "" }
        guard list.filter.isActive else { return String(listing.total) }
        return state.display.localizer("\(list.rows.count) of \(listing.rows.count)")
    }

    static func text(for list: ListState, in state: ConsoleState) -> Span {
        guard let key = list.key else { return Span(says: "select a repo first", .muted) }
        switch state.listings[key] {
        case nil, .loading: return Span(says: "loading …", .muted)
        case .failed(let error): return Span(error.message, .error)
        case .loaded, .stale:
            if list.filter.isActive {
                return Span(says: "/\(list.filter.text) hides all: Esc", .warning)
            }
            let gathered = state.gatherings[key]?.text
            return Span(says: gathered.map { "none from \($0) so far" } ?? "none", .muted)
        }
    }

    /// Draws the name of the open view, and the filter after it.
    static func drawFilter(
        of list: ListState,
        in view: String?,
        on canvas: inout Canvas,
        in rect: Rect
    ) {
        var rect = rect
        if let view {
            let used = canvas.draw("\(view) ", at: rect.origin, in: rect, style: .key)
            rect = rect.droppingLeft(used)
        }
        guard list.filter.isActive || list.filter.isEditing else { return }
        let used = canvas.draw("/", at: rect.origin, in: rect, style: .key)
        let width = canvas.draw(
            list.filter.text,
            at: Point(x: rect.x + used, y: rect.y),
            in: rect,
            style: .input
        )
        if list.filter.isEditing {
            canvas.cursor = Point(x: min(rect.x + used + width, rect.maxX - 1), y: rect.y)
        }
    }
}
