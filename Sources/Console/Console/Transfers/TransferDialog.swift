package import PipelineAPI
import Screen

/// The transfer of a file: its progress, and in the end the result.
package struct TransferDialog: Equatable, Sendable {
    package let request: TransferRequest
    package private(set) var progress: TransferProgress
    package private(set) var result: Result<LocalizedText, APIError>?
    package private(set) var isHalting = false
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    package init(_ request: TransferRequest) {
        self.request = request
        progress = TransferProgress(sent: 0, total: request.size)
    }

    mutating func receive(_ new: TransferProgress) { progress = new }
    mutating func finish(_ result: Result<LocalizedText, APIError>) { self.result = result }

    enum Answer: Equatable { case stay, close, halt }

    mutating func press(_ key: Key) -> Answer {
        guard result == nil else {
            return [.enter, .escape, .character("q")].contains(key) ? .close : .stay
        }
        guard key == .escape, !isHalting else { return .stay }
        isHalting = true
        return .halt
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame(context.glyphs, canvas.size).draw(on: &canvas, context, scroll: scroll)
        let hint: LocalizedText =
            result != nil
            ? "Enter closes" : isHalting ? "halting …" : "Esc halts; what was sent stays sent"
        canvas.draw(context.localizer(hint), in: inner.bottom(1), style: .muted)
    }

    func frame(_ glyphs: Glyphs, _ size: Size) -> DialogFrame {
        // The result comes first, so that the smallest screen shows it.
        var lines = [DetailLine(request.path, .heading)]
        switch result {
        case .success(let text): lines.append(DetailLine(says: text, .good, wraps: true))
        case .failure(let error):
            lines.append(DetailLine(error.message, .failure, wraps: true))
            if let entry = error.code.entry {
                lines.append(DetailLine("\(error.code): \(entry.english)", .muted, wraps: true))
            }
        case nil: break
        }
        lines += [
            ProgressBar.line(progress.sent, of: progress.total, on: size, glyphs: glyphs),
            DetailLine(
                says: "\(ByteText.of(progress.sent)) of \(ByteText.of(progress.total))",
                .muted
            ),
        ]
        return DialogFrame(
            title: LocalizedText(known: request.title),
            lines: lines,
            footerHeight: 2
        )
    }
}
