package import Console
import Screen

/// The rows of a kind with its columns, for tables and CSV.
package struct ItemTable: Equatable, Sendable {
    package struct Heading: Equatable, Sendable {
        let title: String
        let alignment: TextAlignment
        let isFlexible: Bool
    }

    package let headings: [Heading]
    package let rows: [[[Span]]]

    /// Makes the table with some columns of a kind; `nil` for all.
    package init(
        _ rows: [Row],
        of kind: AnyResourceKind,
        in context: RenderContext,
        columns chosen: [AnyTableColumn]? = nil
    ) {
        let columns = chosen ?? kind.columns
        headings = columns.map { column in
            Heading(
                title: column.title,
                alignment: column.alignment,
                isFlexible: column.width.isOpen
            )
        }
        self.rows = rows.map { row in
            columns.map { ItemTable.trimmed($0.spans(row.item, context)) }
        }
    }

    /// Returns a cell's text without padding.
    private static func trimmed(_ spans: [Span]) -> [Span] {
        var spans = spans
        while let last = spans.last, last.text.allSatisfy({ $0 == " " }) { spans.removeLast() }
        if let last = spans.indices.last {
            while spans[last].text.last == " " { spans[last].text.removeLast() }
        }
        return spans
    }
}

extension ItemTable {
    /// Returns the table as lines; with a width, flexible columns are cut to fit.
    package func lines(width limit: Int?, painter: TextPainter) -> [String] {
        let widths = widths(limit)
        let titles = headings.map { [Span($0.title, .heading)] }
        return ([titles] + rows).map { line(of: $0, widths, painter) }
    }

    private func line(of cells: [[Span]], _ widths: [Int], _ painter: TextPainter) -> String {
        var line = ""
        var blanks = 0
        for (index, cell) in cells.enumerated() {
            let cut = ItemTable.cut(cell, to: widths[index])
            let room = max(0, widths[index] - cut.printableWidth)
            let text = painter.text(of: cut)
            let isTrailing = headings[index].alignment == .trailing
            blanks += (index > 0 ? 2 : 0) + (isTrailing ? room : 0)
            // Blanks are written only before further text, so that no line ends in blanks.
            if !text.isEmpty {
                line += String(repeating: " ", count: blanks) + text
                blanks = 0
            }
            if !isTrailing { blanks += room }
        }
        return line
    }

    private func widths(_ limit: Int?) -> [Int] {
        var widths = headings.indices.map { index in
            rows.reduce(headings[index].title.displayWidth) { width, cells in
                max(width, cells[index].printableWidth)
            }
        }
        guard let limit else { return widths }
        while widths.reduce(2 * (widths.count - 1), +) > limit {
            let widest = headings.indices.filter {
                headings[$0].isFlexible && widths[$0] > ItemTable.leastWidth
            }.max { widths[$0] < widths[$1] }
            guard let widest else { break }
            let excess = widths.reduce(2 * (widths.count - 1), +) - limit
            widths[widest] = max(ItemTable.leastWidth, widths[widest] - excess)
        }
        return widths
    }

    private static let leastWidth = 8

    private static func cut(_ spans: [Span], to width: Int) -> [Span] {
        guard spans.printableWidth > width else { return spans }
        var room = width
        var cut: [Span] = []
        for span in spans where room > 0 {
            let text = span.text.printable
            cut.append(Span(text.truncated(toWidth: room), span.style))
            room -= text.displayWidth
        }
        return cut
    }
}
