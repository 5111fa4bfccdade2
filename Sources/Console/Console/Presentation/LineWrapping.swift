import Screen

/// Cuts lines of spans to a width, and draws them.
enum LineWrapping {
    /// Returns the lines of the screen: lines that wrap are broken, the others unchanged.
    static func wrap(_ lines: [DetailLine], width: Int) -> [DetailLine] {
        lines.flatMap { line -> [DetailLine] in
            line.wraps && line.spans.printableWidth > width ? wrap(line, width: width) : [line]
        }
    }

    /// Breaks a line after its label: continuation lines are indented to the last span's first cell.
    private static func wrap(_ line: DetailLine, width: Int) -> [DetailLine] {
        guard let last = line.spans.last else { return [line] }
        let head = Array(line.spans.dropLast())
        let headWidth = head.printableWidth
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

    /// Draws spans one after the other, truncated with an ellipsis; `plain` is the style that replaces
    /// `.plain`.
    static func draw(
        _ line: DetailLine,
        on canvas: inout Canvas,
        in rect: Rect,
        plain: Style = .plain
    ) {
        var x = rect.x
        defer { if line.spans.printableWidth > rect.width { drawEllipsis(on: &canvas, in: rect) } }
        for span in line.spans where x < rect.maxX {
            x += canvas.draw(
                span.text,
                at: Point(x: x, y: rect.y),
                in: rect,
                style: span.style == .plain ? plain : span.style
            )
        }
    }

    private static func drawEllipsis(on canvas: inout Canvas, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let end = Point(x: rect.maxX - 1, y: rect.y)
        let style = canvas[end.x, end.y].style
        canvas.draw(String(canvas.ellipsis), at: end, in: rect, style: style)
    }
}
