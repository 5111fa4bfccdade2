/// The characters for borders, markers and bars, each exactly one cell wide.
///
/// `unicode` is for terminals that speak UTF-8, `ascii` for all others.
package struct Glyphs: Equatable, Sendable {
    package var horizontal: Character
    package var vertical: Character
    package var topLeft: Character
    package var topRight: Character
    package var bottomLeft: Character
    package var bottomRight: Character
    /// A junction whose branch points in the direction of its name: `teeDown` is part of a top edge.
    package var teeDown: Character
    package var teeUp: Character
    package var teeLeft: Character
    package var teeRight: Character
    package var cross: Character

    package var ellipsis: Character
    package var dash: Character
    /// Stands where something may be that was not asked for.
    package var unknown: Character
    package var separator: Character
    package var arrow: String
    package var leftArrow: String
    package var up: Character
    package var down: Character

    /// Precedes the selected row.
    package var marker: Character
    /// Precedes a marked row.
    package var mark: Character
    package var live: Character
    package var offline: Character

    package var ready: Character
    package var running: Character
    package var successful: Character
    package var failed: Character
    package var canceled: Character
    package var restarting: Character
    package var cancelling: Character

    /// Bars from the lowest to the full one.
    package var bars: [Character]
    package var ascending: Character
    package var descending: Character
    package var folded: Character
    package var unfolded: Character
}

extension Glyphs {
    package static let unicode = Glyphs(
        horizontal: "─",
        vertical: "│",
        topLeft: "┌",
        topRight: "┐",
        bottomLeft: "└",
        bottomRight: "┘",
        teeDown: "┬",
        teeUp: "┴",
        teeLeft: "┤",
        teeRight: "├",
        cross: "┼",
        ellipsis: "…",
        dash: "—",
        unknown: "·",
        separator: "·",
        arrow: "→",
        leftArrow: "←",
        up: "↑",
        down: "↓",
        marker: "▌",
        mark: "◆",
        live: "●",
        offline: "○",
        ready: "◌",
        running: "▶",
        successful: "✔",
        failed: "✖",
        canceled: "⊘",
        restarting: "↻",
        cancelling: "⊗",
        bars: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
        ascending: "▲",
        descending: "▼",
        folded: "▸",
        unfolded: "▾"
    )

    package static let ascii = Glyphs(
        horizontal: "-",
        vertical: "|",
        topLeft: "+",
        topRight: "+",
        bottomLeft: "+",
        bottomRight: "+",
        teeDown: "+",
        teeUp: "+",
        teeLeft: "+",
        teeRight: "+",
        cross: "+",
        ellipsis: "~",
        dash: "-",
        unknown: ":",
        separator: "|",
        arrow: "->",
        leftArrow: "<-",
        up: "^",
        down: "v",
        marker: ">",
        mark: "*",
        live: "*",
        offline: "o",
        ready: ".",
        running: ">",
        successful: "+",
        failed: "x",
        canceled: "/",
        restarting: "@",
        cancelling: "%",
        bars: ["_", ".", ":", "-", "=", "+", "*", "#"],
        ascending: "^",
        descending: "v",
        folded: "+",
        unfolded: "-"
    )
}
