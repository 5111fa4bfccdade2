/// The alignment of a text within its line.
package enum TextAlignment: Sendable {
    case leading, trailing, center
}

extension Canvas {
    /// Draws a text at a point, cut at the edges of `clip`; returns the number of cells it took.
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
        if text.plainWidth != nil { return drawPlain(text, at: point, in: clip, style: style) }
        var x = point.x
        for character in text.printable {
            guard x < clip.maxX else { break }
            let width = character.cellWidth
            if width > 0 {
                let cell = Cell(text: character, style: style)
                draw(cell, width: width, x: x, y: point.y, in: clip)
                x += width
            }
        }
        return min(x, clip.maxX) - point.x
    }

    /// Draws a text whose scalars are graphemes by themselves, so that none need to be found.
    private mutating func drawPlain(
        _ text: String,
        at point: Point,
        in clip: Rect,
        style: Style
    ) -> Int {
        var x = point.x
        for scalar in text.unicodeScalars {
            guard x < clip.maxX else { break }
            let width = scalar.plainWidth ?? 1
            draw(Cell(scalar, style: style), width: width, x: x, y: point.y, in: clip)
            x += width
        }
        return min(x, clip.maxX) - point.x
    }

    private mutating func draw(
        _ cell: Cell,
        width: Int,
        x: Int,
        y: Int,
        in clip: Rect
    ) {
        if x >= clip.x, x + width <= clip.maxX {
            put(cell, x: x, y: y)
            if width == 2 { put(.continuation(of: cell), x: x + 1, y: y) }
            return
        }
        for x in max(x, clip.x)..<max(clip.x, min(x + width, clip.maxX)) {
            put(Cell(" ", style: cell.style), x: x, y: y)
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
