import Screen

/// How much of something long is done, as a bar with a number.
enum ProgressBar {
    private static let mostCells = 40
    /// What `  100 %` after it takes.
    private static let labelWidth = 7

    /// The line in a dialog, on a screen of a size.
    static func line(_ done: Int, of all: Int, on size: Size, glyphs: Glyphs) -> DetailLine {
        let width = min(mostCells, max(0, DialogFrame.textWidth(in: size) - labelWidth))
        let part = all > 0 ? min(width, max(0, done * width / all)) : 0
        let full = glyphs.bars.last ?? "#"
        let empty = glyphs.bars.first ?? "_"
        let percent = all > 0 ? done * 100 / all : 0
        return DetailLine([
            Span(String(repeating: full, count: part), .accent),
            Span(String(repeating: empty, count: width - part), .muted),
            Span("  \(percent) %", .dialog),
        ])
    }
}
