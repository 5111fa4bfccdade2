import Screen

/// Draws rows in columns, with a marker before the selected row.
///
/// The selected row is not reversed, so that moving the selection changes only two cells, some tens of bytes.
struct TableView {
    let columns: [AnyTableColumn]
    let context: RenderContext

    static let markerWidth = 2

    /// Columns that do not fit into `width` cells are dropped, those that are not compact first.
    init(columns: [AnyTableColumn], context: RenderContext, width: Int) {
        self.columns = TableView.fitting(columns, width: width - TableView.markerWidth)
        self.context = context
    }

    private static func fitting(_ columns: [AnyTableColumn], width: Int) -> [AnyTableColumn] {
        var kept = columns
        while kept.count > 1, leastWidth(of: kept) > width {
            let index = kept.lastIndex { !$0.isCompact } ?? kept.count - 1
            kept.remove(at: index)
        }
        return kept
    }

    /// Returns the least width of the columns; a flexible column needs eight cells.
    private static func leastWidth(of columns: [AnyTableColumn]) -> Int {
        columns.reduce(columns.count - 1) { sum, column in
            if case .fixed(let width) = column.width { sum + width } else { sum + 8 }
        }
    }

    /// Returns the width of each column in cells; flexible columns share the rest.
    func widths(in total: Int) -> [Int] {
        let gaps = max(0, columns.count - 1)
        let fixed = columns.reduce(0) { sum, column in
            if case .fixed(let width) = column.width { sum + width } else { sum }
        }
        let flexible = columns.count { $0.width == .flexible }
        let left = max(0, total - fixed - gaps)
        return columns.map { column in
            switch column.width {
            case .fixed(let width): width
            case .flexible: left / max(1, flexible)
            }
        }
    }

    func drawHeadings(order: SortOrder?, on canvas: inout Canvas, in line: Rect) {
        let cells = line.droppingLeft(TableView.markerWidth)
        each(in: cells) { column, rect in
            if let heading = column.heading?(context, rect.width) {
                return LineWrapping.draw(DetailLine(heading), on: &canvas, in: rect)
            }
            var title = context.localizer(known: column.title)
            if order?.column == column.title {
                let glyphs = context.glyphs
                title.append(order?.isDescending == true ? glyphs.descending : glyphs.ascending)
            }
            canvas.draw(title, in: rect, style: .muted, alignment: column.alignment)
        }
    }

    func draw(
        _ row: Row,
        isSelected: Bool,
        isMarked: Bool,
        hasFocus: Bool,
        on canvas: inout Canvas,
        in line: Rect
    ) {
        if isMarked {
            canvas.draw(
                String(context.glyphs.mark),
                at: Point(x: line.x + 1, y: line.y),
                in: line,
                style: .marked
            )
        }
        if isSelected {
            canvas.draw(
                String(context.glyphs.marker),
                at: line.origin,
                in: line,
                style: hasFocus ? .marker : .muted
            )
        }
        each(in: line.droppingLeft(TableView.markerWidth)) { column, rect in
            if let cells = column.cells?(row.item, context, rect.width) {
                return LineWrapping.draw(DetailLine(cells), on: &canvas, in: rect)
            }
            let spans = column.spans(row.item, context)
            if spans.count == 1 || spans.printableWidth > rect.width {
                let text = spans.map(\.text).joined()
                canvas.draw(
                    text,
                    in: rect,
                    style: spans.last?.style ?? .plain,
                    alignment: column.alignment
                )
            } else {
                LineWrapping.draw(DetailLine(spans), on: &canvas, in: rect)
            }
        }
    }

    private func each(in line: Rect, _ body: (AnyTableColumn, Rect) -> Void) {
        var x = line.x
        for (column, width) in zip(columns, widths(in: line.width)) {
            let rect = Rect(x: x, y: line.y, width: min(width, line.maxX - x), height: 1)
            if !rect.isEmpty { body(column, rect) }
            x += width + 1
        }
    }
}
