import Screen

/// SQL with highlighted keywords, strings, numbers, comments and variables.
///
/// It is a tokenizer and accepts every text, since the SQL it shows may be invalid.
enum SQLLines {
    static func lines(of sql: String) -> [DetailLine] {
        guard !sql.isEmpty else { return [DetailLine(says: "no SQL", .muted)] }
        var open: Quote?
        return sql.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            DetailLine(spans(of: line, open: &open), wraps: true)
        }
    }

    /// A quoted text or a comment, which may span lines and contains no other token.
    private enum Quote: String, CaseIterable {
        case comment = "/*"
        case text = "'"
        case name = "\""
        case tickedName = "`"

        var end: String { self == .comment ? "*/" : rawValue }

        var style: Style {
            switch self {
            case .comment: .sqlComment
            case .text: .sqlString
            case .name, .tickedName: .plain
            }
        }
    }

    private static func spans(of line: Substring, open: inout Quote?) -> [Span] {
        var spans: [Span] = []
        var rest = line
        while !rest.isEmpty {
            let opening = open == nil ? Quote.allCases.first { rest.hasPrefix($0.rawValue) } : nil
            let (end, style) =
                if let quote = open ?? opening {
                    (end(of: quote, in: rest, isOpen: open != nil, open: &open), quote.style)
                } else {
                    token(rest)
                }
            spans.append(Span(String(rest[..<end]), style))
            rest = rest[end...]
        }
        return spans
    }

    private static func end(
        of quote: Quote,
        in rest: Substring,
        isOpen: Bool,
        open: inout Quote?
    ) -> String.Index {
        let inner = isOpen ? rest : rest.dropFirst(quote.rawValue.count)
        let end = inner.firstRange(of: quote.end)?.upperBound
        open = end == nil ? quote : nil
        return end ?? rest.endIndex
    }

    /// Returns a token of at least one character, up to the beginning of another one.
    private static func token(_ rest: Substring) -> (String.Index, Style) {
        if rest.hasPrefix("--") { return (rest.endIndex, .sqlComment) }
        if rest.hasPrefix("$(") {
            return (rest.firstIndex(of: ")").map(rest.index(after:)) ?? rest.endIndex, .variable)
        }
        if rest.first?.isNumber == true {
            return (rest.prefix { $0.isNumber || $0 == "." }.endIndex, .sqlNumber)
        }
        let word = rest.prefix(while: isOfWord)
        if !word.isEmpty {
            return (word.endIndex, keywords.contains(word.uppercased()) ? .sqlKeyword : .plain)
        }
        let other = rest.dropFirst().prefix { !isOfWord($0) && !"'\"`$-/".contains($0) }
        return (other.endIndex, .plain)
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }

    private static let keywords: Set<String> = [
        "SELECT", "FROM", "WHERE", "GROUP", "BY", "ORDER", "HAVING", "LIMIT", "JOIN", "LEFT",
        "RIGHT", "FULL", "INNER", "OUTER", "CROSS", "ON", "USING", "AS", "AND", "OR", "NOT", "IN",
        "IS", "NULL", "LIKE", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "WITH", "UNION",
        "ALL", "DISTINCT", "OVER", "PARTITION", "CAST", "ASC", "DESC", "INTERVAL", "DATE",
        "TIMESTAMP", "TRUE", "FALSE", "FILTER", "EXISTS", "VALUES", "QUALIFY",
    ]
}
