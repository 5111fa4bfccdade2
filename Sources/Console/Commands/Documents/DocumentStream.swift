/// One document of several in a file: its text, and the line of the file it begins at.
package struct SourceDocument: Equatable, Sendable {
    package let text: String
    package let line: Int
}

/// Splits a file at the lines that separate documents.
package enum DocumentStream {
    /// Returns the documents in order; those with comments alone are left out.
    package static func documents(in text: String) -> [SourceDocument] {
        var documents: [SourceDocument] = []
        var lines: [String] = []
        var start = 1
        for (index, written) in split(text).enumerated() {
            // The byte order mark of a file that was put behind another one.
            let line =
                lines.isEmpty && written.hasPrefix(mark) ? String(written.dropFirst()) : written
            // In YAML no line of a quoted text may begin with these.
            if line == "---" || line == "..." {
                documents.append(SourceDocument(text: join(lines), line: start))
                lines = []
                start = index + 2
            } else {
                lines.append(line)
            }
        }
        documents.append(SourceDocument(text: join(lines), line: start))
        return documents.filter { !isEmpty($0) }
    }

    private static let mark = "\u{FEFF}"

    /// Returns the lines without line ends; CR before LF belongs to the line end.
    private static func split(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            let line = $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0
            return String(decoding: line, as: UTF8.self)
        }
    }

    private static func join(_ lines: [String]) -> String {
        lines.map { $0 + "\n" }.joined()
    }

    private static func isEmpty(_ document: SourceDocument) -> Bool {
        document.text.split(separator: "\n").allSatisfy { line in
            let first = line.first { $0 != " " && $0 != "\t" }
            return first == nil || first == "#"
        }
    }
}
