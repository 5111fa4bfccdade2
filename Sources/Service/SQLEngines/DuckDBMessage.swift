/// DuckDB's own words about a failure, fit to be shown.
enum DuckDBMessage {
    /// Without the colours of a terminal, and without blank ends.
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
        let kept = lines.drop { $0.allSatisfy(\.isWhitespace) }
        return String(kept.joined(separator: "\n").trimmingSuffix(while: \.isWhitespace))
    }

    /// What comes before DuckDB shows the line, which is one of ours; in one line.
    static func firstLines(of text: String) -> String {
        text.split(separator: "\n")
            .prefix { !$0.hasPrefix("LINE ") }
            .joined(separator: " ")
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var kept = self[...]
        while let last = kept.last, isDropped(last) { kept.removeLast() }
        return kept
    }
}
