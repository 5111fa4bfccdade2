package import PipelineAPI
import Screen

/// The progress of one action on many items, and in the end the failures.
///
/// Requests are sent one after the other and never twice; halting does not undo those already sent.
package struct BulkDialog: Equatable, Sendable {
    package struct Failure: Equatable, Sendable {
        package let request: ActionRequest
        package let error: APIError
    }

    package let title: LocalizedText
    /// The requests not sent yet, in reverse order.
    private var waiting: [ActionRequest]
    private var underWay: ActionRequest?
    private let total: Int
    package private(set) var done = 0
    package private(set) var failures: [Failure] = []
    package private(set) var isHalted = false
    /// The first line in sight, where there are more than fit.
    var scroll = 0

    package init(title: LocalizedText, requests: [ActionRequest]) {
        self.title = title
        waiting = requests.reversed()
        total = requests.count
    }

    /// Removes and returns the next request; `nil` if all were sent, or it was halted.
    mutating func next() -> ActionRequest? {
        guard !isHalted, underWay == nil else { return nil }
        underWay = waiting.popLast()
        return underWay
    }

    /// Records an answer; returns false for an answer to something else.
    mutating func receive(
        _ request: ActionRequest,
        _ result: Result<LocalizedText, APIError>
    ) -> Bool {
        guard request == underWay else { return false }
        underWay = nil
        switch result {
        case .success: done += 1
        case .failure(let error): failures.append(Failure(request: request, error: error))
        }
        return true
    }

    /// What failed and may be sent again: not that of which nobody knows whether it was done.
    package var retries: [ActionRequest] {
        failures.filter { $0.error.code != .outcomeUnknown }.map(\.request)
    }

    package var isOver: Bool { underWay == nil && (waiting.isEmpty || isHalted) }

    enum Answer: Equatable { case stay, close, retry([ActionRequest]) }

    mutating func press(_ key: Key) -> Answer {
        guard isOver else {
            if key == .escape { isHalted = true }
            return .stay
        }
        switch key {
        case .escape, .enter, .character("q"): return .close
        case .character("r"):
            return retries.isEmpty ? .close : .retry(retries)
        default: break
        }
        return .stay
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let inner = frame(context.glyphs, canvas.size).draw(on: &canvas, context, scroll: scroll)
        let hint = hint(context.takesAnswers)
        canvas.draw(context.localizer(hint), in: inner.bottom(1), style: .muted)
    }

    func frame(_ glyphs: Glyphs, _ size: Size) -> DialogFrame {
        let bar = ProgressBar.line(
            done + failures.count,
            of: total,
            on: size,
            glyphs: glyphs
        )
        var lines = [DetailLine(says: summary, .dialog), bar, .blank]
        if let underWay { lines.append(DetailLine(says: name(of: underWay), .muted)) }
        lines += failures.map { failure in
            DetailLine(
                [
                    Span(says: "\(glyphs.failed) \(name(of: failure.request))  ", .failure),
                    Span("\(failure.error.code): \(failure.error.message)", .dialog),
                ],
                wraps: true
            )
        }
        return DialogFrame(title: title, lines: lines, footerHeight: 2)
    }

    private var summary: LocalizedText {
        let rest = waiting.count
        let failed: LocalizedText = failures.isEmpty ? "" : ", \(failures.count) failed"
        let unsent: LocalizedText = isHalted && rest > 0 ? ", \(rest) not sent" : ""
        return "\(done) of \(total) done" + failed + unsent
    }

    private func hint(_ takesAnswers: Bool) -> LocalizedText {
        if !isOver { return isHalted ? "halting …" : "Esc halts; what was sent stays sent" }
        return retries.isEmpty || !takesAnswers
            ? "Enter closes" : "r tries the failed ones again, Enter closes"
    }

    private func name(of request: ActionRequest) -> LocalizedText {
        "\(request.title) \(request.address.localized)"
    }
}
