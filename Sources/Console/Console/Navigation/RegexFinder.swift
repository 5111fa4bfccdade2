import Screen

/// Finds a regular expression in lines; what it matches without taking a cell is left out.
struct RegexFinder {
    private let regex: Regex<AnyRegexOutput>

    /// Fails for what is no regular expression, and for an empty one.
    init?(_ pattern: String) {
        guard !pattern.isEmpty, let regex = try? Regex(pattern) else { return nil }
        self.regex = RegexFinder.hasCapital(pattern) ? regex : regex.ignoresCase()
    }

    /// Whether the pattern means a capital letter; those after a backslash are classes.
    private static func hasCapital(_ pattern: String) -> Bool {
        var isEscaped = false
        for character in pattern {
            if character.isUppercase, !isEscaped { return true }
            isEscaped = character == "\\" && !isEscaped
        }
        return false
    }

    func matches(in lines: [DetailLine]) -> [TextSearch.Match] {
        lines.enumerated().flatMap { number, line in
            let text = line.shownText
            return text.matches(of: regex).compactMap { match -> TextSearch.Match? in
                let start = String(text[..<match.range.lowerBound]).displayWidth
                let width = String(text[match.range]).displayWidth
                guard width > 0 else { return nil }
                return TextSearch.Match(line: number, columns: start..<start + width)
            }
        }
    }
}
