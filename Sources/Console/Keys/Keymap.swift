package import Screen

/// Every key of the console: its commands, the panes' digits, and the actions of every kind.
package enum Keymap {
    package static let bindings: [KeyBinding] = panes + actions + commands

    package static func binding(for key: Key) -> KeyBinding? { index[key] }

    private static let index = Dictionary(
        bindings.flatMap { binding in binding.keys.map { ($0, binding) } },
        uniquingKeysWith: { first, _ in first }
    )

    /// The digits end at 7; what has none is reached by name, with the palette.
    private static let panes = ResourceCatalogue.panes.prefix(7).enumerated().map { index, kind in
        KeyBinding(
            [.character(Character("\(index + 1)"))],
            .focusPane(index),
            kind.title.lowercased(),
            "focus \(kind.title)"
        )
    }

    private static let actions: [KeyBinding] = {
        let all = ResourceCatalogue.all.flatMap { kind in
            kind.actions.map { KeyBinding.KindAction(action: $0, kind: kind) }
        }
        var keys: [Key] = []
        for key in all.map(\.action.key) where !keys.contains(key) { keys.append(key) }
        return keys.map { key in KeyBinding(key, all.filter { $0.action.key == key }) }
    }()

    private static let commands: [KeyBinding] = [
        KeyBinding(
            [.character("0")],
            .overview,
            "overview",
            "what fails, runs long or is late, across all jobs"
        ),
        KeyBinding([.tab], .nextPane, "next pane", "focus the next pane"),
        KeyBinding([.backTab], .previousPane, "previous pane", "focus the previous pane"),
        KeyBinding([.up, .character("k")], .up, "up", "move up"),
        KeyBinding([.down, .character("j")], .down, "down", "move down"),
        KeyBinding([.pageUp, .control("b")], .pageUp, "page up", "move up by a page"),
        KeyBinding([.pageDown, .control("f")], .pageDown, "page down", "move down by a page"),
        KeyBinding([.home, .character("g")], .top, "top", "go to the first row"),
        KeyBinding([.end, .character("G")], .bottom, "bottom", "go to the last row"),
        KeyBinding(
            [.enter, .right, .character("l")],
            .enter,
            "open",
            "go into the item; in a tree, go there or fold"
        ),
        KeyBinding(
            [.escape, .backspace, .left, .character("h")],
            .back,
            "back",
            "go back; the position is kept"
        ),
        KeyBinding([.character("]")], .nextTab, "next tab", "show the next tab"),
        KeyBinding([.character("[")], .previousTab, "previous tab", "show the previous tab"),
        KeyBinding(
            [.character("/")],
            .filter,
            "filter",
            "filter a list (fuzzy, !not, ~regex), search a text",
            footer: true
        ),
        KeyBinding(
            [.character("n")],
            .new,
            "new",
            "new in $EDITOR; in a search, the next match",
            footer: true
        ),
        KeyBinding(
            [.character("e")],
            .edit,
            "edit",
            "edit what is selected in $EDITOR",
            footer: true
        ),
        KeyBinding(
            [.character("N")],
            .previousMatch,
            "previous match",
            "go to the match before"
        ),
        KeyBinding(
            [.character("i")],
            .schema,
            "schema",
            "inspect the schema of what is selected",
            footer: true
        ),
        KeyBinding(
            [.character(":")],
            .palette,
            "go to",
            "find a command, a kind or a resource by name",
            footer: true
        ),
        KeyBinding([.character("R")], .refresh, "refresh", "ask again now for what is shown"),
        KeyBinding([.character("z")], .zoom, "zoom", "give the focused half the whole width"),
        KeyBinding([.character("t")], .times, "times", "relative or absolute times"),
        KeyBinding([.character("v")], .notation, "notation", "definitions as JSON or YAML"),
        KeyBinding([.character("p")], .pause, "pause", "pause polling, or go on"),
        KeyBinding(
            [.character("y")],
            .copy,
            "copy",
            "copy the name through the terminal (OSC 52)"
        ),
        KeyBinding([.character("?")], .help, "help", "this help", footer: true),
        KeyBinding([.control("l")], .repaint, "repaint", "repaint the screen"),
        KeyBinding([.control("z")], .suspend, "suspend", "suspend; fg comes back"),
        KeyBinding([.character("q"), .control("c")], .quit, "quit", "quit", footer: true),
    ]
}

extension Keymap {
    /// The key table of the README, generated so that it cannot differ from the program.
    package static var markdown: String {
        let rows = bindings.map { binding in
            "| \(binding.keys.map { "`\($0.label)`" }.joined(separator: " ")) | \(binding.help) |"
        }
        return (["| keys | do |", "|---|---|"] + rows).joined(separator: "\n")
    }
}
