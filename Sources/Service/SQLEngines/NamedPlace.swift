import PipelineEngine

/// Finds where in a user's SQL a message of DuckDB is about.
enum NamedPlace {
    /// Returns the message with the line and column of the first name in it that the SQL has too.
    static func problem(_ message: String, in sql: String) -> SQLProblem {
        for name in names(in: message) {
            if let place = place(of: name, in: sql) {
                return SQLProblem(message, line: place.line, column: place.column)
            }
        }
        return SQLProblem(message)
    }

    /// The texts that DuckDB quotes with `"`, and the functions it does not know.
    private static func names(in message: String) -> [String] {
        let quoted = message.split(separator: "\"", omittingEmptySubsequences: false)
        var names = quoted.indices.filter { !$0.isMultiple(of: 2) }.map { String(quoted[$0]) }
        let words = message.split(separator: " ")
        if let at = words.firstIndex(of: "name"), at + 2 < words.count, words[at + 2] == "does" {
            names.append(String(words[at + 1]))
        }
        return names.filter { !$0.isEmpty }
    }

    /// Returns where a whole word stands first, without regard to case; both from 1.
    private static func place(of name: String, in sql: String) -> (line: Int, column: Int)? {
        let wanted = Array(name.lowercased().unicodeScalars)
        for (index, line) in sql.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let code = line.range(ofComment: "--").map { line[..<$0] } ?? line
            let scalars = Array(code.lowercased().unicodeScalars)
            guard scalars.count >= wanted.count else { continue }
            for start in 0...(scalars.count - wanted.count)
            where scalars[start..<start + wanted.count].elementsEqual(wanted) {
                let end = start + wanted.count
                let isWhole =
                    (start == 0 || !isWord(scalars[start - 1]) || !isWord(wanted[0]))
                    && (end == scalars.count || !isWord(scalars[end])
                        || !isWord(wanted[wanted.count - 1]))
                if isWhole { return (index + 1, start + 1) }
            }
        }
        return nil
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }
}

extension Substring {
    /// Returns where a comment begins, if the line has one.
    fileprivate func range(ofComment mark: String) -> Index? {
        indices.first { self[$0...].hasPrefix(mark) }
    }
}
