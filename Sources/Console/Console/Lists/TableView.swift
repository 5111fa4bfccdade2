import Screen

/// Draws rows in columns, with a marker before the selected row.
///
/// The selected row is not reversed, so that moving the selection changes only two cells, some tens of bytes.
struct TableView {
    let columns: [AnyTableColumn]
    let context: RenderContext
    /// The width of each column, in cells.
    let widths: [Int]

    static let markerWidth = 2

    /// Columns that do not fit into `width` cells are dropped, those that are not compact first.
    init(
        columns: [AnyTableColumn],
        texts: TextWidths,
        context: RenderContext,
        width: Int
    ) {
        let room = width - TableView.markerWidth
        let layout = ColumnLayout(columns, texts: texts, room: room)
        self.columns = layout.columns
        widths = layout.widths
        self.context = context
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
        for (column, width) in zip(columns, widths) {
            let rect = Rect(x: x, y: line.y, width: min(width, line.maxX - x), height: 1)
            if !rect.isEmpty { body(column, rect) }
            x += width + 1
        }
    }
}
