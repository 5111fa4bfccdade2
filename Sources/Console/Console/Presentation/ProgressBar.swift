import Screen

/// A progress bar with a percentage.
enum ProgressBar {
    private static let mostCells = 40
    /// The number of cells for `  100 %` after the bar.
    private static let labelWidth = 7

    /// Returns the line of a dialog, for a screen size.
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
