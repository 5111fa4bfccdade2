import Screen

/// A box in the middle of the screen, as large as its lines need.
struct DialogFrame {
    let title: Phrase
    let lines: [DetailLine]
    /// Rows kept free below the lines, for buttons or a hint.
    let footerHeight: Int

    /// Draws the box and its lines; answers the room inside it.
    @discardableResult
    func draw(on canvas: inout Canvas, _ context: OverlayContext, scroll: Int = 0) -> Rect {
        let width = min(canvas.size.width - 2, max(40, min(76, canvas.size.width - 8)))
        let lines = lines.map { $0.said(in: context.words) }
        let wrapped = LineWrapping.wrap(lines, width: max(1, width - 4))
        let height = min(canvas.size.height - 2, wrapped.count + footerHeight + 2)
        let box = canvas.bounds.centered(width: width, height: height)
        canvas.fill(box, style: .dialog)
        canvas.drawBox(box, style: .dialogTitle, glyphs: context.glyphs)
        canvas.draw(
            " \(context.words(title)) ",
            at: Point(x: box.x + 2, y: box.y),
            in: box.top(1).droppingRight(1),
            style: .dialogTitle
        )
        let inner = box.inset(dx: 2, dy: 1)
        let text = inner.droppingBottom(footerHeight)
        for (offset, line) in wrapped.dropFirst(scroll).prefix(text.height).enumerated() {
            LineWrapping.draw(line, on: &canvas, in: text.line(offset), plain: .dialog)
        }
        return inner
    }
}
