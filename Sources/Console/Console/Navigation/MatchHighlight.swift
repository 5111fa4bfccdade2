import Screen

extension DetailLine {
    /// The text as the screen shows it.
    var shownText: String { spans.map(\.text.printable).joined() }
}

extension TextSearch {
    /// A line as it stands on the screen, in one row or several, with its matches marked.
    ///
    /// The rows are those of the line without marks, so that searching moves nothing. A row is cut at
    /// blanks and may begin with other ones; what is no blank keeps its order, and that is what is
    /// counted; so a blank is marked only within a match. The chosen match looks selected.
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

/// Which of a line's characters belong to which match, taken up in their order by its rows.
private struct MatchMarks {
    /// For every character that is no blank the match it belongs to, last first.
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

    /// A blank belongs to a match that goes on behind it.
    private func blank(after before: Int?) -> Int? {
        before != nil && pending.last == .some(before) ? before : nil
    }
}
