import Screen

/// Every key with what it does, from the key table.
enum HelpOverlay {
    /// Where the help is scrolled to after a key; `nil` closes it.
    static func scroll(after key: Key, from scroll: Int) -> Int? {
        switch key {
        case .escape, .enter, .character("q"), .character("?"): nil
        case .down, .character("j"): min(scroll + 1, lines.count - 1)
        case .up, .character("k"): max(0, scroll - 1)
        case .pageDown, .character(" "): min(scroll + 10, lines.count - 1)
        case .pageUp: max(0, scroll - 10)
        case .home, .character("g"): 0
        default: scroll
        }
    }

    static func draw(scroll: Int, on canvas: inout Canvas, glyphs: Glyphs) {
        let inner = DialogFrame(title: "Keys", lines: lines, footerHeight: 2)
            .draw(on: &canvas, glyphs: glyphs, scroll: scroll)
        canvas.draw("up down scroll, Esc closes", in: inner.bottom(1), style: .muted)
    }

    private static let lines: [DetailLine] = Keymap.bindings.map { binding in
        DetailLine([
            Span(binding.label.padded(toWidth: 20), .key), Span(binding.help, .dialog),
        ])
    }
}
