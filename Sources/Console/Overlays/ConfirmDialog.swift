import Screen

/// The plan of an action: what will happen, and the call that will be made.
///
/// The harmless answer is the default, and the key that opened the dialog does not confirm it.
package struct ConfirmDialog: Equatable, Sendable {
    package let request: ActionRequest
    package let title: String
    package let profile: String
    package let consequences: [String]
    package let call: String
    package var isYesChosen = false

    package init(
        request: ActionRequest,
        title: String,
        profile: String,
        consequences: [String],
        call: String
    ) {
        self.request = request
        self.title = title
        self.profile = profile
        self.consequences = consequences
        self.call = call
    }

    enum Answer { case stay, cancel, confirm }

    mutating func press(_ key: Key) -> Answer {
        switch key {
        case .character("y"), .character("Y"): return .confirm
        case .character("n"), .character("N"), .character("q"), .escape: return .cancel
        case .enter: return isYesChosen ? .confirm : .cancel
        case .tab, .backTab, .left, .right, .character("h"), .character("l"): isYesChosen.toggle()
        default: break
        }
        return .stay
    }

    func draw(on canvas: inout Canvas, glyphs: Glyphs) {
        let lines =
            [DetailLine("on \(profile)", .heading), .blank]
            + consequences.map { DetailLine($0, .dialog, wraps: true) }
            + [.blank, DetailLine(call, .muted, wraps: true)]
        let frame = DialogFrame(title: title, lines: lines, footerHeight: 2)
        let inner = frame.draw(on: &canvas, glyphs: glyphs)
        let line = inner.bottom(1)
        let no = isYesChosen ? "  No  " : "[ No ]"
        let yes = isYesChosen ? "[ Yes ]" : "  Yes  "
        var x = line.x
        x += canvas.draw(
            no,
            at: Point(x: x, y: line.y),
            in: line,
            style: isYesChosen ? .dialog : .selected
        )
        x += 2
        x += canvas.draw(
            yes,
            at: Point(x: x, y: line.y),
            in: line,
            style: isYesChosen ? .selected : .dialog
        )
        canvas.draw(
            "   y yes  n no",
            at: Point(x: x, y: line.y),
            in: line,
            style: .muted
        )
    }
}
