import Screen

/// Finds a regular expression in lines; matches without any cell are left out.
struct RegexFinder {
    private let regex: Regex<AnyRegexOutput>

    /// Fails for an invalid or an empty regular expression.
    init?(_ pattern: String) {
        guard !pattern.isEmpty, let regex = try? Regex(pattern) else { return nil }
        self.regex = RegexFinder.hasCapital(pattern) ? regex : regex.ignoresCase()
    }

    /// Returns whether the pattern contains a capital letter; those after a backslash are classes.
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
