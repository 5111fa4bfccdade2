import Screen

/// A text to read, and to copy.
package struct TextDialog: Equatable, Sendable {
    package let title: LocalizedText
    package let text: String
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    package init(title: LocalizedText, text: String) {
        self.title = title
        self.text = text
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame.draw(on: &canvas, context, scroll: scroll)
        canvas.draw(context.localizer("y copies, Enter closes"), in: inner.bottom(1), style: .muted)
    }

    var frame: DialogFrame {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            DetailLine(String($0), .dialog, wraps: true)
        }
        return DialogFrame(title: title, lines: lines, footerHeight: 2)
    }
}
