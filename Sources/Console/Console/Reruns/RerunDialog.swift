import Screen

/// The progress of reruns as the tree of their lineage.
///
/// The reruns go on while the dialog is closed; it shows them again when it is opened.
package struct RerunDialog: Equatable, Sendable {
    package internal(set) var progress: RerunProgress
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    package init(_ progress: RerunProgress) { self.progress = progress }

    static let haltKey = Key.character("s")

    enum Answer: Equatable { case stay, close, halt }

    func answer(to key: Key) -> Answer {
        switch key {
        case .escape, .enter, .character("q"): .close
        case Self.haltKey where !progress.isOver && !progress.isHalted: .halt
        default: .stay
        }
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame(context.glyphs, canvas.size).draw(on: &canvas, context, scroll: scroll)
        canvas.draw(context.localizer(hint), in: inner.bottom(1), style: .muted)
    }

    func frame(_ glyphs: Glyphs, _ size: Size) -> DialogFrame {
        let over = progress.states.count(where: \.isOver)
        var lines = [
            DetailLine(says: progress.summary, .dialog),
            ProgressBar.line(over, of: progress.states.count, on: size, glyphs: glyphs), .blank,
        ]
        if let trouble = progress.trouble {
            lines += [DetailLine(says: trouble, .failure, wraps: true), .blank]
        }
        lines += RerunTree(progress.plan).rows.map { row in
            let (glyph, style) = progress.states[row.step].mark(glyphs)
            return DetailLine(
                [
                    Span(row.prefix(glyphs), .muted),
                    Span(says: "\(glyph) \(progress.name(of: row.step))  ", style),
                    Span(says: progress.text(of: row.step), .dialog),
                ],
                wraps: true
            )
        }
        return DialogFrame(title: progress.plan.title, lines: lines, footerHeight: 2)
    }

    private var hint: LocalizedText {
        if progress.isOver { return "Enter closes" }
        if progress.isHalted { return "halting …" }
        return "\(Self.haltKey.label) halts; Esc hides this, it goes on"
    }
}
