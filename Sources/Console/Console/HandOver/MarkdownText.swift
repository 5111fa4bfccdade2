import Screen

/// Text from outside within Markdown, where it must stay text.
enum MarkdownText {
    /// Returns a text as one line in which no character begins a mark, a link, a tag or a cell.
    static func plain(_ text: String) -> String {
        var result = ""
        // Escapes of control characters have backslashes, which are escaped as all others.
        for character in text.firstLine.printable {
            if "\\`*_[]<>|#".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    /// Returns a name as code; a name with a backtick is quoted with two.
    static func code(_ name: String) -> String {
        let line = name.firstLine.printable
        return line.contains("`") ? "`` \(line) ``" : "`\(line)`"
    }

    /// Returns a table; the cells are Markdown already.
    static func table(_ heading: [String], _ rows: [[String]]) -> [String] {
        ([heading, heading.map { _ in "---" }] + rows).map {
            "| " + $0.joined(separator: " | ") + " |"
        }
    }
}
