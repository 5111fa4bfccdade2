package import PipelineAPI
import Screen

/// A failed action: what was tried, the service's full message, and the meaning of the code.
package struct MessageDialog: Equatable, Sendable {
    package let title: LocalizedText
    package let error: APIError
    /// What may be done about it.
    package let hint: LocalizedText?
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    package init(title: LocalizedText, error: APIError, hint: LocalizedText? = nil) {
        self.title = title
        self.error = error
        self.hint = hint
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame(context.glyphs).draw(on: &canvas, context, scroll: scroll)
        canvas.draw(context.localizer("Enter closes"), in: inner.bottom(1), style: .muted)
    }

    func frame(_ glyphs: Glyphs) -> DialogFrame {
        var lines = [DetailLine(error.message, .dialog, wraps: true), .blank]
        if let entry = error.code.entry {
            lines.append(
                DetailLine("\(error.code): \(entry.english)", .heading, wraps: true)
            )
            if glyphs != .ascii {
                lines.append(DetailLine(entry.chinese, .heading, wraps: true))
            }
        } else {
            lines.append(DetailLine(error.code.description, .heading))
        }
        if let hint { lines += [.blank, DetailLine(says: hint, .key, wraps: true)] }
        if let id = error.requestID { lines.append(DetailLine("X-Reqid \(id)", .muted)) }
        return DialogFrame(title: title, lines: lines, footerHeight: 2)
    }
}
