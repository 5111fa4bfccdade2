/// What is typed after `/`: words that must all be found, in order of their letters; `!word` excludes,
/// `~pattern` is a regular expression.
package struct ListFilter: Equatable, Sendable {
    package var text = ""
    package var isEditing = false

    package init() {}

    package var isActive: Bool { !text.isEmpty }

    /// Whether a row with these texts stays in sight.
    package func accepts(_ texts: [String]) -> Bool {
        let haystack = texts.joined(separator: " ").lowercased()
        return text.lowercased().split(separator: " ").allSatisfy { word in
            switch word.first {
            case "!": word.count == 1 || !haystack.contains(word.dropFirst())
            case "~": ListFilter.matches(word.dropFirst(), in: texts)
            default: ListFilter.fuzzy(word, in: haystack)
            }
        }
    }

    /// Whether a pattern is found in one of the texts; one that is not finished yet takes all.
    private static func matches(_ pattern: Substring, in texts: [String]) -> Bool {
        guard !pattern.isEmpty, let regex = try? Regex(String(pattern)).ignoresCase() else {
            return true
        }
        return texts.contains { (try? regex.firstMatch(in: $0)) != nil }
    }

    /// Whether the letters of `word` occur in `text` in their order.
    static func fuzzy(_ word: Substring, in text: String) -> Bool {
        var rest = word[...]
        for character in text where character == rest.first {
            rest = rest.dropFirst()
            if rest.isEmpty { return true }
        }
        return rest.isEmpty
    }
}
