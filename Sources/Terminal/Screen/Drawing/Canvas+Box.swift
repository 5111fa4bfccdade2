extension Canvas {
    /// Draws a frame along the inner edge of a rectangle.
    ///
    /// With `joined`, existing lines are kept and connected by the matching junction glyph, so that panes
    /// share an edge.
    package mutating func drawBox(
        _ rect: Rect,
        style: Style,
        glyphs: Glyphs,
        joined: Bool = false
    ) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let right = rect.maxX - 1
        let bottom = rect.maxY - 1
        let pen = Pen(style: style, glyphs: glyphs, joined: joined)
        for x in rect.x...right {
            let sides: LineSides = x == rect.x ? .right : x == right ? .left : [.left, .right]
            draw(sides.union(x == rect.x || x == right ? .down : []), x: x, y: rect.y, with: pen)
            draw(sides.union(x == rect.x || x == right ? .up : []), x: x, y: bottom, with: pen)
        }
        for y in rect.y + 1..<bottom {
            draw([.up, .down], x: rect.x, y: y, with: pen)
            draw([.up, .down], x: right, y: y, with: pen)
        }
    }

    /// Draws a horizontal line across `line`; with `joined`, it meets the frames at its ends.
    package mutating func drawRule(
        _ line: Rect,
        style: Style,
        glyphs: Glyphs,
        joined: Bool = false
    ) {
        guard !line.isEmpty else { return }
        let pen = Pen(style: style, glyphs: glyphs, joined: joined)
        for x in line.x..<line.maxX {
            let isStart = joined && x == line.x
            let isEnd = joined && x == line.maxX - 1
            draw(isStart ? .right : isEnd ? .left : [.left, .right], x: x, y: line.y, with: pen)
        }
    }

    private struct Pen {
        let style: Style
        let glyphs: Glyphs
        let joined: Bool
    }

    private mutating func draw(_ sides: LineSides, x: Int, y: Int, with pen: Pen) {
        guard bounds.contains(Point(x: x, y: y)) else { return }
        let cell = self[x, y]
        let there = pen.joined && !cell.isSpace ? pen.glyphs.sides(of: cell.text) : []
        put(Cell(text: pen.glyphs.line(sides.union(there)), style: pen.style), x: x, y: y)
    }
}
