package import Screen

/// Every key of the console: its commands, the panes' digits, and the actions of every kind.
package struct Keymap: Equatable, Sendable {
    package let bindings: [KeyBinding]
    private let index: [Key: Int]

    /// The default keys.
    package static let standard = Keymap(panes + actions + commands)

    package init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
        index = Dictionary(
            bindings.enumerated().flatMap { place, binding in
                binding.keys.map { ($0, place) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    package func binding(for key: Key) -> KeyBinding? { index[key].map { bindings[$0] } }

    /// Returns the label of a command's first key; `nil` if it has none.
    func label(of command: Command) -> String? {
        let binding = bindings.first { binding in
            if case .command(command) = binding.does { true } else { false }
        }
        return binding?.keys.first?.label
    }

    package static func == (left: Keymap, right: Keymap) -> Bool { left.index == right.index }

    /// The panes with a digit, 1 to 7; the others are opened by name, in the palette.
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
        var keys: [ActionKey] = []
        for key in all.map(\.action.key) where !keys.contains(key) { keys.append(key) }
        return keys.map { key in KeyBinding(key, all.filter { $0.action.key == key }) }
    }()

    private static let commands: [KeyBinding] = [
        KeyBinding(
            [.character("0")],
            .show(.overview),
            "overview",
            "what fails, runs long or is late, across all jobs"
        ),
        KeyBinding(
            [.character("8")],
            .show(.allRuns),
            "all runs",
            "the runs of every job, failed ones first"
        ),
        KeyBinding(
            [.character("9")],
            .show(.requests),
            "requests",
            "what is asked of the service, and what next"
        ),
        KeyBinding(
            [.character("T")],
            .show(.night),
            "night",
            "the night: every job's runs by the hour"
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
            [.character("A")],
            .repair,
            "repair",
            "rerun what has failed, with all downstream, in order"
        ),
        KeyBinding(
            [.character("B")],
            .backfill,
            "backfill",
            "start a manual job once for each step of a range"
        ),
        KeyBinding(
            [.character("U")],
            .transfer,
            "send file",
            "send a file: points to a repo, a jar to plugins"
        ),
        KeyBinding(
            [.character(" ")],
            .mark,
            "mark",
            "mark the row; actions are for all marked ones"
        ),
        KeyBinding([.character("*")], .markAll, "mark all", "mark every row shown"),
        KeyBinding([.character("u")], .unmarkAll, "unmark", "take all marks off"),
        KeyBinding(
            [.character("<")],
            .columnLeft,
            "left",
            "show the columns to the left; at night, earlier"
        ),
        KeyBinding(
            [.character(">")],
            .columnRight,
            "right",
            "show the columns to the right; at night, later"
        ),
        KeyBinding([.character("+")], .closer, "closer", "at night, fewer hours"),
        KeyBinding([.character("-")], .farther, "farther", "at night, more hours"),
        KeyBinding([.character("o")], .sort, "order", "put the list in order by a column"),
        KeyBinding([.character("c")], .columns, "columns", "choose the columns"),
        KeyBinding(
            [.character("V")],
            .saveView,
            "save view",
            "save filter, order and columns under a name"
        ),
        KeyBinding([.character("f")], .status, "status", "show one status only"),
        KeyBinding([.character("F")], .follow, "follow", "keep the newest run selected"),
        KeyBinding(
            [.control("g")],
            .grep,
            "grep",
            "search everything known: names, SQL, messages"
        ),
        KeyBinding(
            [.character("=")],
            .compare,
            "compare",
            "compare the run with the last good one"
        ),
        KeyBinding([.character("w")], .watch, "watch", "a bell when the run or job changes state"),
        KeyBinding(
            [.character("E")],
            .export,
            "write",
            "write the view to a file: CSV, JSON, text"
        ),
        KeyBinding([.character("!")], .command, "command", "the command line that does the same"),
        KeyBinding([.character("P")], .profile, "profile", "switch to another profile"),
        KeyBinding(
            [.character("W")],
            .writable,
            "unlock",
            "allow changes for ten minutes, or lock"
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
        KeyBinding(
            [.character("t")],
            .times,
            "times",
            "relative or absolute times; at night, batch times"
        ),
        KeyBinding(
            [.character("v")],
            .notation,
            "notation",
            "definitions as JSON or YAML, SQL translated"
        ),
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
    package var markdown: String {
        let rows = bindings.map { binding in
            "| \(binding.keys.map { "`\($0.label)`" }.joined(separator: " ")) | \(binding.help) |"
        }
        return (["| keys | do |", "|---|---|"] + rows).joined(separator: "\n")
    }
}
