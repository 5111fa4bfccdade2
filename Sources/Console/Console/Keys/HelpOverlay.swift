import Screen

/// Every key with what it does, from the key table.
enum HelpOverlay {
    /// Returns the scroll offset after a key; `nil` closes the help.
    static func scroll(after key: Key, from scroll: Int, last: Int) -> Int? {
        switch key {
        case .escape, .enter, .character("q"), .character("?"): nil
        case .down, .character("j"): min(scroll + 1, last)
        case .up, .character("k"): max(0, scroll - 1)
        case .pageDown, .character(" "): min(scroll + 10, last)
        case .pageUp: max(0, scroll - 10)
        case .home, .character("g"): 0
        case .end, .character("G"): last
        default: scroll
        }
    }

    /// Returns the largest scroll offset.
    static func last(_ keymap: Keymap, _ localizer: Localizer, _ size: Size) -> Int {
        frame(keymap, size).lastScroll(in: size, localizer)
    }

    private static func frame(_ keymap: Keymap, _ size: Size) -> DialogFrame {
        let width = min(20, DialogFrame.textWidth(in: size) * 2 / 5)
        return DialogFrame(title: "Keys", lines: lines(of: keymap, width), footerHeight: 2)
    }

    static func draw(
        _ keymap: Keymap,
        scroll: Int,
        on canvas: inout Canvas,
        _ context: OverlayContext
    ) {
        let inner = frame(keymap, canvas.size).draw(on: &canvas, context, scroll: scroll)
        canvas.draw(
            context.localizer("up down scroll, Esc closes"),
            in: inner.bottom(1),
            style: .muted
        )
    }

    private static func lines(of keymap: Keymap, _ width: Int) -> [DetailLine] {
        keymap.bindings.map { binding in
            DetailLine(
                [
                    Span(binding.label.padded(toWidth: width - 1) + " ", .key),
                    Span(says: binding.localizedHelp, .dialog),
                ],
                wraps: true
            )
        }
    }
}
