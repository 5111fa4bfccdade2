package import Screen

extension DataTable {
    /// The number of cells between two columns.
    private static let gap = 2

    /// Returns the titles of the columns from a column on, cut to a width.
    package func heading(from first: Int, width: Int, glyphs: Glyphs) -> DetailLine {
        line(from: first, width: width, glyphs: glyphs) { Span($0.title.printable, .heading) }
    }

    /// Returns rows from a row and a column on, cut to a width.
    package func lines(
        _ rows: Range<Int>,
        from first: Int,
        width: Int,
        glyphs: Glyphs
    ) -> [DetailLine] {
        rows.clamped(to: 0..<rowCount).map { row in
            line(from: first, width: width, glyphs: glyphs) { column in
                column.cells[row].map { Span($0, column.isNumeric ? .sqlNumber : .plain) }
                    ?? Span(String(glyphs.dash), .muted)
            }
        }
    }

    /// Returns the number of columns that are in sight, whole or in part, from a column on.
    package func visibleCount(from first: Int, width: Int) -> Int {
        var left = width
        return columns.dropFirst(max(0, first)).prefix { column in
            defer { left -= column.width + DataTable.gap }
            return left > 0
        }.count
    }

    /// Returns the largest useful first column: the rest fits from there, or it is the last column.
    package func lastFirst(width: Int) -> Int {
        var left = width
        let whole = columns.reversed().prefix { column in
            left -= column.width
            defer { left -= DataTable.gap }
            return left >= 0
        }
        return max(0, columns.count - max(1, whole.count))
    }

    /// Returns `columns 3 to 7 of 20`; empty if all are in sight.
    package func position(from first: Int, width: Int) -> String {
        let count = visibleCount(from: first, width: width)
        guard count < columns.count, count > 0 else { return "" }
        let last = first + count
        return count == 1
            ? "column \(last) of \(columns.count)"
            : "columns \(first + 1) to \(last) of \(columns.count)"
    }

    private func line(
        from first: Int,
        width: Int,
        glyphs: Glyphs,
        _ cell: (TableColumn) -> Span
    ) -> DetailLine {
        var spans: [Span] = []
        var left = width
        for column in columns.dropFirst(max(0, first)) {
            guard left > 0 else { break }
            if !spans.isEmpty { spans.append(Span("  ")) }
            let room = min(column.width, left)
            var span = cell(column)
            span.text = span.text.truncated(toWidth: room, ellipsis: glyphs.ellipsis)
            let blank = String(repeating: " ", count: max(0, room - span.text.displayWidth))
            span.text = column.isNumeric ? blank + span.text : span.text + blank
            spans.append(span)
            left -= room + DataTable.gap
        }
        return DetailLine(spans)
    }
}
