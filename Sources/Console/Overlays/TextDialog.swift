import Screen

/// A text to read, and to copy.
package struct TextDialog: Equatable, Sendable {
    package let title: Phrase
    package let text: String

    package init(title: Phrase, text: String) {
        self.title = title
        self.text = text
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            DetailLine(String($0), .dialog, wraps: true)
        }
        let inner = DialogFrame(title: title, lines: lines, footerHeight: 2)
            .draw(on: &canvas, context)
        canvas.draw(context.words("y copies, Enter closes"), in: inner.bottom(1), style: .muted)
    }
}
