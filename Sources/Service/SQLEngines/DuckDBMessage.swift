/// Prepares DuckDB's error messages for users.
enum DuckDBMessage {
    /// What the message begins with where a script finds other columns than it expects.
    static let otherColumns = "the result has the columns "

    /// Returns the message without terminal colours and without white space at its ends.
    static func clean(_ text: String) -> String {
        var clean = ""
        var isInEscape = false
        for scalar in text.unicodeScalars {
            if scalar == "\u{1B}" {
                isInEscape = true
            } else if isInEscape {
                isInEscape = !("A"..."Z").contains(scalar) && !("a"..."z").contains(scalar)
            } else {
                clean.unicodeScalars.append(scalar)
            }
        }
        let lines = clean.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.drop { $0.allSatisfy(\.isWhitespace) }
        let message = String(rest.joined(separator: "\n").trimmingSuffix(while: \.isWhitespace))
        let kind = "Invalid Input Error: "
        return message.hasPrefix(kind + otherColumns)
            ? String(message.dropFirst(kind.count)) : message
    }

    /// Returns the message up to where DuckDB quotes the statement, which is generated; in one line.
    static func firstLines(of text: String) -> String {
        text.split(separator: "\n")
            .prefix { !$0.hasPrefix("LINE ") }
            .joined(separator: " ")
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
