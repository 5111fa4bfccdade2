import Screen

/// Every key with what it does, from the key table.
enum HelpOverlay {
    /// Where the help is scrolled to after a key; `nil` closes it.
    static func scroll(after key: Key, from scroll: Int, _ keymap: Keymap) -> Int? {
        let last = keymap.bindings.count - 1
        return switch key {
        case .escape, .enter, .character("q"), .character("?"): nil
        case .down, .character("j"): min(scroll + 1, last)
        case .up, .character("k"): max(0, scroll - 1)
        case .pageDown, .character(" "): min(scroll + 10, last)
        case .pageUp: max(0, scroll - 10)
        case .home, .character("g"): 0
        default: scroll
        }
    }

    static func draw(
        _ keymap: Keymap,
        scroll: Int,
        on canvas: inout Canvas,
        _ context: OverlayContext
    ) {
        let inner = DialogFrame(title: "Keys", lines: lines(of: keymap), footerHeight: 2)
            .draw(on: &canvas, context, scroll: scroll)
        canvas.draw(context.words("up down scroll, Esc closes"), in: inner.bottom(1), style: .muted)
    }

    private static func lines(of keymap: Keymap) -> [DetailLine] {
        keymap.bindings.map { binding in
            DetailLine([
                Span(binding.label.padded(toWidth: 22), .key),
                Span(says: binding.helpPhrase, .dialog),
            ])
        }
    }
}
