package import Screen

extension RerunProgress {
    package var kind: WorkKind { .repair }

    package var jobs: [String] { Set(plan.steps.map(\.job)).sorted() }
    package var title: LocalizedText { plan.title }

    package var isLeft: Bool { !isOver }

    package var count: Int { states.count }

    package var overCount: Int { states.count(where: \.isOver) }

    package var leftSummary: LocalizedText {
        let failed = states.count { if case .failed = $0 { true } else { false } }
        let done = states.count { $0 == .succeeded }
        let runs: LocalizedText = states.count == 1 ? "1 run" : "\(states.count) runs"
        return failed == 0
            ? "a repair of \(runs): \(done) done"
            : "a repair of \(runs): \(done) done, \(failed) failed"
    }

    package var rest: [LocalizedText] {
        states.indices.filter { !states[$0].isOver }.map { "\(name(of: $0)): \(text(of: $0))" }
    }

    package var calls: [String] {
        states.indices.filter { !states[$0].isOver && !states[$0].hasBegun }
            .compactMap { plan.call(of: $0) }
    }

    /// The steps as the tree of their lineage.
    package func lines(_ glyphs: Glyphs) -> [DetailLine] {
        RerunTree(plan).rows.map { row in
            let (glyph, style) = states[row.step].mark(glyphs)
            return DetailLine(
                [
                    Span(row.prefix(glyphs), .muted),
                    Span(says: "\(glyph) \(name(of: row.step))  ", style),
                    Span(says: text(of: row.step), .dialog),
                ],
                wraps: true
            )
        }
    }
}

extension RerunProgress.State {
    /// Whether the run goes on, so that no rerun of it is to be sent.
    fileprivate var hasBegun: Bool {
        switch self {
        case .running, .expected: true
        default: false
        }
    }
}
