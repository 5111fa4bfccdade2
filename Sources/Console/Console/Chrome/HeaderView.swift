import FoundationEssentials
import PipelineAPI
import Screen

/// Draws the first line: the profile, the state of the link, the running and failed jobs, the age of the data.
struct HeaderView {
    let state: ConsoleState
    let context: RenderContext

    func draw(on canvas: inout Canvas, in line: Rect) {
        let identity = identity(in: line.width)
        let left = DetailLine([Span(" pandora  ", .header), Span(identity, .strong)])
        LineWrapping.draw(left, on: &canvas, in: line)
        let used = 10 + identity.displayWidth
        let right = facts(room: line.width - used - 1)
        let width = right.reduce(0) { $0 + $1.text.displayWidth }
        let start = max(line.x + used + 1, line.maxX - width)
        LineWrapping.draw(
            DetailLine(right),
            on: &canvas,
            in: line.droppingLeft(start - line.x)
        )
    }

    /// Returns the profile with its region, or without it if the state of the link would not fit.
    private func identity(in width: Int) -> String {
        let link = facts(room: 0).reduce(0) { $0 + $1.text.displayWidth }
        let profile = state.identity.profile
        let full = "\(profile) \(context.glyphs.separator) \(state.identity.region)\(lock)"
        return 11 + full.displayWidth + link <= width ? full : profile + lock
    }

    /// Returns whether changes are allowed; empty for a profile that always allows them.
    private var lock: String {
        switch state.identity.writable {
        case .always: return ""
        case .never: return context.localizer(" read-only")
        case .ask:
            guard let until = state.changes.writableUntil, until > state.now else {
                return context.localizer(" locked")
            }
            let minutes = Int((until.timeIntervalSince(state.now) / 60).rounded(.up))
            return context.localizer(" writable \(minutes)m")
        }
    }

    /// A fact with its priority; facts of low priority are left out first.
    private struct Fact {
        let rank: Int
        let spans: [Span]
    }

    /// Returns the facts that fit; the state of the link is always among them.
    private func facts(room: Int) -> [Span] {
        var facts = (link + counts).map { fact in
            Fact(rank: fact.rank, spans: fact.spans.map { $0.said(in: context.localizer) })
        }
        if let age { facts.append(Fact(rank: 3, spans: [Span("  \(age)", .muted)])) }
        func width() -> Int {
            facts.flatMap(\.spans).reduce(1) { $0 + $1.text.displayWidth }
        }
        while width() > room, let most = facts.map(\.rank).max(), most > 0,
            let index = facts.lastIndex(where: { $0.rank == most })
        {
            facts.remove(at: index)
        }
        return facts.flatMap(\.spans) + [Span(" ")]
    }

    private var link: [Fact] {
        let paused = Fact(rank: 1, spans: [Span("  "), Span(says: "paused", .warning)])
        return stateOfLink + (state.traffic.isPaused ? [paused] : []) + work
    }

    /// What goes on beside the screen, and how much of it is over.
    private var work: [Fact] {
        WorkKind.allCases.compactMap { kind in
            guard let progress = state.changes.works[kind]?.work.progress, !progress.isOver else {
                return nil
            }
            let (over, all) = (progress.overCount, progress.count)
            let text: LocalizedText =
                switch kind {
                case .repair: "repair \(over)/\(all)"
                case .backfill: "backfill \(over)/\(all)"
                }
            return Fact(rank: 1, spans: [Span("  "), Span(says: text, .accent)])
        }
    }

    /// Whether a pane's list was refused; the others are many, and this is looked at for each picture.
    private var hasFailedPane: Bool {
        state.panes.contains { pane in
            pane.key.flatMap { state.listings[$0]?.error } != nil
        }
    }

    private var stateOfLink: [Fact] {
        switch state.traffic.link {
        case .connecting where hasFailedPane:
            // What answers there has answered nothing of use yet.
            return [
                Fact(rank: 0, spans: [Span(says: "\(context.glyphs.offline) failing", .failure)])
            ]
        case .connecting:
            return [
                Fact(rank: 0, spans: [Span(says: "\(context.glyphs.offline) connecting", .muted)])
            ]
        case .live(let milliseconds):
            let time = Span("  \(HeaderView.rounded(milliseconds)) ms", .muted)
            return [
                Fact(rank: 0, spans: [Span(says: "\(context.glyphs.live) live", .good)]),
                Fact(rank: 5, spans: [time]),
            ]
        case .offline(let error, let next):
            // A service that limits requests or refuses the key answers, so it is not offline.
            let offline =
                switch error.code {
                case .tooManyRequests: Span(says: "\(context.glyphs.offline) limited", .warning)
                case .unauthorized: Span(says: "\(context.glyphs.offline) refused", .failure)
                default: Span(says: "\(context.glyphs.offline) offline", .failure)
                }
            return [Fact(rank: 0, spans: [offline]), again(next)]
        case .failing(_, let next):
            let failing = Span(says: "\(context.glyphs.offline) failing", .failure)
            return [Fact(rank: 0, spans: [failing]), again(next)]
        }
    }

    private func again(_ next: Date?) -> Fact {
        let time = next.map { TimeText.second(Timestamp($0), in: context) }
        let again = time.map { Span(says: "  next try \($0)", .muted) }
        return Fact(rank: 4, spans: again.map { [$0] } ?? [])
    }

    private var counts: [Fact] {
        guard let jobs = state.listings[ListKey(.jobs, .root)]?.value else { return [] }
        let (running, failed) = (state.jobTally.running, state.jobTally.failed)
        let glyphs = context.glyphs
        return [
            Fact(rank: 6, spans: [Span(says: "   \(jobs.total) jobs")]),
            Fact(
                rank: 2,
                spans: [
                    Span("  \(glyphs.running) \(running)", running > 0 ? .accent : .muted),
                    Span("  "), Span("\(glyphs.failed) \(failed)", failed > 0 ? .failure : .muted),
                ]
            ),
        ]
    }

    /// Returns the age of the oldest shown data in whole minutes, since seconds would be repainted all the time.
    private var age: String? {
        let keys = [state.panes[state.activePane].key, state.page?.children?.key].compactMap { $0 }
        let dates = keys.compactMap { state.listings[$0]?.date }
        return dates.min().map { date in
            let age = DurationText.age(of: date, at: state.now)
            guard state.now.timeIntervalSince(date) < 60 else { return context.localizer(age) }
            return context.localizer(age == "now" ? "fresh" : "<1m ago")
        }
    }

    /// Returns milliseconds rounded to one digit, so that they rarely change: 1, 2, 5, 8, 10, 20, 80, 200.
    static func rounded(_ milliseconds: Int) -> Int {
        var step = 1
        while milliseconds >= step * 10 { step *= 10 }
        return milliseconds / step * step
    }
}
