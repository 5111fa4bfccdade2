import Screen

/// The progress of long work, with a line for each step.
///
/// The work goes on while the dialog is closed; it shows it again when it is opened.
package struct WorkDialog: Equatable, Sendable {
    package internal(set) var work: LongWork
    /// The first line in sight, where there are more than fit; `nil` as long as it follows the work.
    private var scroll: Int?

    package init(_ work: LongWork) { self.work = work }

    static let haltKey = Key.character("s")

    enum Answer: Equatable { case stay, close, halt(WorkKind) }

    func answer(to key: Key) -> Answer {
        switch key {
        case .escape, .enter, .character("q"): .close
        case Self.haltKey where !work.progress.isOver && !work.progress.isHalted: .halt(work.kind)
        default: .stay
        }
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let frame = frame(context.glyphs, canvas.size, skipping: scroll == nil)
        let inner = frame.draw(on: &canvas, context, scroll: scroll ?? 0)
        canvas.draw(context.localizer(hint), in: inner.bottom(1), style: .muted)
    }

    /// Scrolls by a key, from where it follows the work.
    mutating func scroll(in size: Size, _ move: (DialogFrame, Int) -> Int) {
        let first = scroll ?? skipped(in: size)
        let moved = move(frame(.unicode, size, skipping: false), first)
        if moved != first { scroll = moved }
    }

    /// The steps above the first in sight, where it follows the work and not all have room.
    private func skipped(in size: Size) -> Int {
        let progress = work.progress
        guard let current = progress.currentLine else { return 0 }
        let room = max(1, size.height - 6 - head(.unicode, size).count)
        return progress.count <= room ? 0 : max(0, min(current - room / 2, progress.count - room))
    }

    /// The lines above the steps.
    private func head(_ glyphs: Glyphs, _ size: Size) -> [DetailLine] {
        let progress = work.progress
        var lines = [
            DetailLine(says: progress.summary, .dialog),
            ProgressBar.line(progress.overCount, of: progress.count, on: size, glyphs: glyphs),
        ]
        if let note = progress.note { lines.append(DetailLine(says: note, .muted)) }
        lines.append(.blank)
        if let trouble = progress.trouble {
            lines += [DetailLine(says: trouble, .failure, wraps: true), .blank]
        }
        return lines
    }

    /// All lines, or without the steps above the first in sight.
    private func frame(_ glyphs: Glyphs, _ size: Size, skipping: Bool) -> DialogFrame {
        let skipped = skipping ? skipped(in: size) : 0
        let steps = work.progress.lines(glyphs).dropFirst(skipped)
        return DialogFrame(
            title: work.progress.title,
            lines: head(glyphs, size) + steps,
            footerHeight: 2
        )
    }

    private var hint: LocalizedText {
        if work.progress.isOver { return "Enter closes" }
        if work.progress.isHalted { return "halting …" }
        return "\(Self.haltKey.label) halts; Esc hides this, it goes on"
    }
}
