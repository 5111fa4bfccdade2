import Screen

/// A centred box, as large as its lines need.
struct DialogFrame {
    let title: LocalizedText
    let lines: [DetailLine]
    /// Rows kept free below the lines, for buttons or a hint.
    let footerHeight: Int
    /// The cells it takes, with its frame, where the screen has them; `nil` for as many as a dialog usually has.
    var wantedWidth: Int?

    /// Draws the box and its lines; returns the rectangle inside it.
    @discardableResult
    func draw(on canvas: inout Canvas, _ context: OverlayContext, scroll: Int = 0) -> Rect {
        let wrapped = wrapped(in: canvas.size, context.localizer)
        let box = canvas.bounds.centered(
            width: width(in: canvas.size),
            height: height(of: wrapped, in: canvas.size)
        )
        canvas.fill(box, style: .dialog)
        canvas.drawBox(box, style: .dialogTitle, glyphs: context.glyphs)
        let top = box.top(1).droppingLeft(2).droppingRight(2)
        let name = context.localizer(title).printable
        let shown = name.truncated(toWidth: top.width - 2, ellipsis: context.glyphs.ellipsis)
        canvas.draw(" \(shown) ", at: top.origin, in: top, style: .dialogTitle)
        let inner = box.inset(dx: 2, dy: 1)
        let text = inner.droppingBottom(footerHeight)
        for (offset, line) in wrapped.dropFirst(scroll).prefix(text.height).enumerated() {
            LineWrapping.draw(line, on: &canvas, in: text.line(offset), plain: .dialog)
        }
        let left = wrapped.count - scroll - text.height
        if left > 0 {
            let more = " \(context.localizer("\(left) more")) "
            let line = box.bottom(1).droppingLeft(2).droppingRight(2)
            canvas.draw(more, at: line.origin, in: line, style: .dialogTitle)
        }
        return inner
    }

    /// Returns the largest scroll offset, at which the last line is in sight.
    func lastScroll(in size: Size, _ localizer: Localizer) -> Int {
        let wrapped = wrapped(in: size, localizer)
        return max(0, wrapped.count + footerHeight + 2 - height(of: wrapped, in: size))
    }

    /// Returns the width of a line within the box, in cells.
    static func textWidth(in size: Size) -> Int {
        max(1, min(size.width - 2, usualWidth(in: size)) - 4)
    }

    private static func usualWidth(in size: Size) -> Int { max(40, min(76, size.width - 8)) }

    private func width(in size: Size) -> Int {
        min(size.width - 2, wantedWidth ?? DialogFrame.usualWidth(in: size))
    }

    private func wrapped(in size: Size, _ localizer: Localizer) -> [DetailLine] {
        let said = lines.map { $0.said(in: localizer) }
        return LineWrapping.wrap(said, width: max(1, width(in: size) - 4))
    }

    private func height(of wrapped: [DetailLine], in size: Size) -> Int {
        min(size.height - 2, wrapped.count + footerHeight + 2)
    }
}
