import Screen

extension DetailLine {
    /// Returns the text as the screen shows it.
    var shownText: String { spans.map(\.text.printable).joined() }
}

extension TextSearch {
    /// Returns a line's rows on the screen with its matches highlighted.
    ///
    /// The rows are those of the line without highlights, so that searching moves no text. Wrapping may drop or
    /// add blanks, so characters other than blanks are counted, and a blank is highlighted only within a match. The
    /// chosen match has the style of a selection.
    package func rows(
        of line: DetailLine,
        at number: Int,
        width: Int,
        chosen: Int? = nil
    ) -> [DetailLine] {
        let rows = LineWrapping.wrap([line], width: width)
        let found = matches(inLine: number)
        guard !found.isEmpty else { return rows }
        var marks = MatchMarks(of: found.map { ($0, matches[$0].columns) }, in: line.shownText)
        return rows.map { marks.highlight($0, chosen: chosen) }
    }
}

/// The matches of a line's characters, which its rows consume in order.
private struct MatchMarks {
    /// The match of every character that is no blank, last first.
    private var pending: [Int?] = []

    init(of matches: [(index: Int, columns: Range<Int>)], in text: String) {
        var column = 0
        var rest = matches[...]
        for character in text {
            while let first = rest.first, first.columns.upperBound <= column { rest.removeFirst() }
            if character != " " {
                pending.append(rest.first.flatMap { $0.columns.contains(column) ? $0.index : nil })
            }
            column += character.cellWidth
        }
        pending.reverse()
    }

    mutating func highlight(_ row: DetailLine, chosen: Int?) -> DetailLine {
        var spans: [Span] = []
        var before: Int?
        for span in row.spans {
            for character in span.text.printable {
                let match = character == " " ? blank(after: before) : pending.popLast() ?? nil
                before = match
                let style = match.map { $0 == chosen ? Style.selected : .match } ?? span.style
                if spans.last?.style == style {
                    spans[spans.count - 1].text.append(character)
                } else {
                    spans.append(Span(String(character), style))
                }
            }
        }
        return DetailLine(spans, wraps: row.wraps)
    }

    /// A blank belongs to a match that continues after it.
    private func blank(after before: Int?) -> Int? {
        before != nil && pending.last == .some(before) ? before : nil
    }
}
