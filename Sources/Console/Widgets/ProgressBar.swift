import Screen

/// How much of something long is done, as a bar with a number.
enum ProgressBar {
    static func line(_ done: Int, of all: Int, width: Int, glyphs: Glyphs) -> DetailLine {
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
