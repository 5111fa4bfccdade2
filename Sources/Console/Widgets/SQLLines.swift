import Screen

/// SQL with its keywords, strings, numbers, comments and variables marked.
///
/// A tokenizer and no parser: it never refuses a text, since what it shows may be what is wrong.
enum SQLLines {
    static func lines(of sql: String) -> [DetailLine] {
        guard !sql.isEmpty else { return [DetailLine("no SQL", .muted)] }
        var isInComment = false
        return sql.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            DetailLine(spans(of: line, isInComment: &isInComment), wraps: true)
        }
    }

    private static func spans(of line: Substring, isInComment: inout Bool) -> [Span] {
        var spans: [Span] = []
        var rest = line
        while !rest.isEmpty {
            let (length, style) = isInComment ? comment(rest) : token(rest)
            let text = rest.prefix(length)
            if style == .sqlComment { isInComment = leavesCommentOpen(text, isInComment) }
            spans.append(Span(String(text), style))
            rest = rest.dropFirst(length)
        }
        return spans
    }

    private static func comment(_ rest: Substring) -> (Int, Style) {
        let end = rest.firstRange(of: "*/")?.upperBound ?? rest.endIndex
        return (rest.distance(from: rest.startIndex, to: end), .sqlComment)
    }

    private static func leavesCommentOpen(_ text: Substring, _ wasOpen: Bool) -> Bool {
        (wasOpen || text.hasPrefix("/*")) && !text.hasSuffix("*/")
    }

    private static func token(_ rest: Substring) -> (Int, Style) {
        guard let first = rest.first else { return (0, .plain) }
        if rest.hasPrefix("--") { return (rest.count, .sqlComment) }
        if rest.hasPrefix("/*") { return comment(rest) }
        if rest.hasPrefix("$(") { return (until(")", in: rest), .variable) }
        if first == "'" { return (until("'", in: rest), .sqlString) }
        if first.isNumber {
            return (rest.prefix { $0.isNumber || $0 == "." }.count, .sqlNumber)
        }
        if first.isLetter || first == "_" {
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return (word.count, keywords.contains(word.uppercased()) ? .sqlKeyword : .plain)
        }
        let other = rest.prefix {
            !($0.isLetter || $0.isNumber || $0 == "_" || "'$-/".contains($0))
        }
        return (max(1, other.count), .plain)
    }

    /// The length up to and with the closing character after the first; all there is where none closes.
    private static func until(_ close: Character, in rest: Substring) -> Int {
        let inner = rest.dropFirst()
        guard let end = inner.firstIndex(of: close) else { return rest.count }
        return rest.distance(from: rest.startIndex, to: end) + 1
    }

    private static let keywords: Set<String> = [
        "SELECT", "FROM", "WHERE", "GROUP", "BY", "ORDER", "HAVING", "LIMIT", "JOIN", "LEFT",
        "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "ON", "USING", "AS", "AND", "OR", "NOT", "IN",
        "IS", "NULL", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "WITH", "UNION",
        "ALL", "DISTINCT", "OVER", "PARTITION", "CAST", "ASC", "DESC", "INTERVAL", "DATE",
        "TIMESTAMP", "TRUE", "FALSE", "FILTER", "EXISTS", "VALUES", "QUALIFY",
    ]
}
