/// Where a text stands in its line.
package enum TextAlignment: Sendable {
    case leading, trailing, center
}

extension Canvas {
    /// Draws a text from a point on, cut at the edges of `clip`, and says how many cells it took.
    ///
    /// A wide grapheme that would be cut becomes a space. Control characters are made visible.
    @discardableResult
    package mutating func draw(
        _ text: String,
        at point: Point,
        in clip: Rect,
        style: Style = .plain
    ) -> Int {
        let clip = clip.intersection(bounds)
        guard (clip.y..<clip.maxY).contains(point.y) else { return 0 }
        if text.isPlainASCII { return drawASCII(text, at: point, in: clip, style: style) }
        var x = point.x
        for character in text.printable {
            guard x < clip.maxX else { break }
            let width = character.cellWidth
            if width > 0 {
                draw(character, width: width, x: x, y: point.y, in: clip, style: style)
                x += width
            }
        }
        return min(x, clip.maxX) - point.x
    }

    /// Most of what is drawn; byte by byte it costs a tenth.
    private mutating func drawASCII(
        _ text: String,
        at point: Point,
        in clip: Rect,
        style: Style
    ) -> Int {
        var x = point.x
        for byte in text.utf8 {
            guard x < clip.maxX else { break }
            if x >= clip.x { put(Cell(ascii: byte, style: style), x: x, y: point.y) }
            x += 1
        }
        return x - point.x
    }

    private mutating func draw(
        _ character: Character,
        width: Int,
        x: Int,
        y: Int,
        in clip: Rect,
        style: Style
    ) {
        if x >= clip.x, x + width <= clip.maxX {
            put(Cell(text: character, style: style), x: x, y: y)
            if width == 2 {
                put(Cell(style: style, isContinuation: true), x: x + 1, y: y)
            }
            return
        }
        for x in max(x, clip.x)..<max(clip.x, min(x + width, clip.maxX)) {
            put(Cell(style: style), x: x, y: y)
        }
    }

    /// Draws a text into the first row of `line`; one that is too long ends in the ellipsis.
    package mutating func draw(
        _ text: String,
        in line: Rect,
        style: Style = .plain,
        alignment: TextAlignment = .leading
    ) {
        guard !line.isEmpty else { return }
        let text = text.printable.truncated(toWidth: line.width, ellipsis: ellipsis)
        let room = line.width - text.displayWidth
        let indent =
            switch alignment {
            case .leading: 0
            case .trailing: room
            case .center: room / 2
            }
        draw(text, at: Point(x: line.x + indent, y: line.y), in: line, style: style)
    }
}
