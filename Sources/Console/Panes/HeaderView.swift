import FoundationEssentials
import PipelineAPI
import Screen

/// Draws the first line: whose pipelines, how the link is, what runs, how old what is shown is.
struct HeaderView {
    let state: ConsoleState
    let context: RenderContext

    func draw(on canvas: inout Canvas, in line: Rect) {
        let left = DetailLine([Span(" pandora  ", .header), Span(identity, .strong)])
        LineWrapping.draw(left, on: &canvas, in: line)
        let used = 11 + identity.displayWidth
        let right = facts.map { $0.said(in: context.words) }
        let width = right.reduce(0) { $0 + $1.text.displayWidth }
        let start = max(line.x + used + 1, line.maxX - width)
        LineWrapping.draw(
            DetailLine(right),
            on: &canvas,
            in: line.droppingLeft(start - line.x)
        )
    }

    private var identity: String {
        "\(state.identity.profile) \(context.glyphs.separator) \(state.identity.region)\(lock)"
    }

    /// Whether changes may be made, where that is not a matter of course.
    private var lock: String {
        switch state.identity.writable {
        case .always: return ""
        case .never: return context.words(" read-only")
        case .ask:
            guard let until = state.writableUntil, until > state.now else {
                return context.words(" locked")
            }
            let minutes = Int(until.timeIntervalSince(state.now) / 60) + 1
            return context.words(" writable \(minutes)m")
        }
    }

    private var facts: [Span] {
        var spans = link
        if state.isPaused { spans += [Span("  "), Span(says: "paused", .warning)] }
        spans += counts
        if let age { spans.append(Span("  \(age)", .muted)) }
        return spans + [Span(" ")]
    }

    private var link: [Span] {
        switch state.link {
        case .connecting: [Span(says: "\(context.glyphs.offline) connecting", .muted)]
        case .live(let milliseconds):
            [
                Span(says: "\(context.glyphs.live) live", .good),
                Span("  \(HeaderView.rounded(milliseconds)) ms", .muted),
            ]
        case .offline(_, let next):
            [Span(says: "\(context.glyphs.offline) offline", .failure)]
                + (next.map {
                    [
                        Span(
                            says: "  next try \(TimeText.second(Timestamp($0), in: context))",
                            .muted
                        )
                    ]
                }
                    ?? [])
        }
    }

    private var counts: [Span] {
        guard let jobs = state.listings[ListKey("jobs", .root)]?.value else { return [] }
        let newest = jobs.rows.compactMap { state.runs(of: $0.name)?.first?.status }
        let running = newest.count { $0 == .running }
        let failed = newest.count { $0 == .failed }
        return [
            Span(says: "   \(jobs.total) jobs"),
            Span("  \(context.glyphs.running) \(running)", running > 0 ? .accent : .muted),
            Span("  "), Span("\(context.glyphs.failed) \(failed)", failed > 0 ? .failure : .muted),
        ]
    }

    /// How old the oldest of what is shown is; said once it is worth saying.
    private var age: String? {
        let keys = [state.panes[state.activePane].key, state.page?.children?.key].compactMap { $0 }
        let dates = keys.compactMap { state.listings[$0]?.date }
        return dates.min().map { date in
            let age = DurationText.age(of: date, at: state.now)
            return context.words(age == "now" ? "fresh" : age)
        }
    }

    /// Rounded to one digit, so that it rarely changes: 1, 2, 5, 8, 10, 20, 80, 200.
    static func rounded(_ milliseconds: Int) -> Int {
        var step = 1
        while milliseconds >= step * 10 { step *= 10 }
        return milliseconds / step * step
    }
}
