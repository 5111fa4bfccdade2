import Screen

/// Cuts lines of spans to a width, and draws them.
enum LineWrapping {
    /// The lines as they will stand on the screen: those that wrap broken, the others as they are.
    static func wrap(_ lines: [DetailLine], width: Int) -> [DetailLine] {
        lines.flatMap { line -> [DetailLine] in
            let total = line.spans.reduce(0) { $0 + $1.text.printable.displayWidth }
            return line.wraps && total > width ? wrap(line, width: width) : [line]
        }
    }

    /// A label keeps its column: what continues is indented under the last span's first cell.
    private static func wrap(_ line: DetailLine, width: Int) -> [DetailLine] {
        guard let last = line.spans.last else { return [line] }
        let head = Array(line.spans.dropLast())
        let headWidth = head.reduce(0) { $0 + $1.text.printable.displayWidth }
        guard headWidth < width - 8 else { return wrapWhole(line, width: width) }
        let pieces = last.text.printable.wrapped(toWidth: width - headWidth)
        return pieces.enumerated().map { index, piece in
            let lead = index == 0 ? head : [Span(String(repeating: " ", count: headWidth))]
            return DetailLine(lead + [Span(piece, last.style)])
        }
    }

    /// Breaks a line of many spans cell by cell, each piece keeping its style.
    private static func wrapWhole(_ line: DetailLine, width: Int) -> [DetailLine] {
        var lines: [DetailLine] = []
        var current: [Span] = []
        var used = 0
        for span in line.spans {
            for character in span.text.printable {
                let cells = String(character).displayWidth
                if used + cells > width {
                    lines.append(DetailLine(current))
                    (current, used) = ([], 0)
                }
                if current.last?.style == span.style {
                    current[current.count - 1].text.append(character)
                } else {
                    current.append(Span(String(character), span.style))
                }
                used += cells
            }
        }
        return lines + [DetailLine(current)]
    }

    /// Draws spans one after the other; `plain` is what plain text looks like here.
    static func draw(
        _ line: DetailLine,
        on canvas: inout Canvas,
        in rect: Rect,
        plain: Style = .plain
    ) {
        var x = rect.x
        for span in line.spans where x < rect.maxX {
            x += canvas.draw(
                span.text,
                at: Point(x: x, y: rect.y),
                in: rect,
                style: span.style == .plain ? plain : span.style
            )
        }
    }
}
