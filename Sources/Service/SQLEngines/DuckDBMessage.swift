import FileReading
import FoundationEssentials
import PipelineEngine

/// Makes DuckDB's error messages fit for users: what failed, with files by their names.
///
/// Paths of this machine, addresses, stack traces, the statement that was generated and advice about options
/// that nobody can set are left out.
struct DuckDBMessage {
    /// What the message begins with where a script finds other columns than it expects.
    static let otherColumns = "the result has the columns "

    let names: FileNames
    /// Directories of this machine, which no message names.
    let directories: [String]

    /// Returns the value that a message is about; `nil` if it is about something else.
    static func failedValue(in text: String) -> FailedValue? {
        guard let mark = text.firstRange(of: DuckDBConversion.mark) else {
            return malformedJSON(in: text)
        }
        let line = text[mark.upperBound...].prefix { $0 != "\n" }
        return try? JSONDecoder().decode(FailedValue.self, from: Data(line.utf8))
    }

    /// Returns what DuckDB says of a file that is no JSON.
    ///
    /// It says `Malformed JSON in file "…", at byte 6 in line 3: unexpected character`. Its line counts the
    /// values before it, and one more, but no blank lines; where a value may have many lines, it says
    /// `record/value` for `line`.
    private static func malformedJSON(in text: String) -> FailedValue? {
        let pattern =
            #/Malformed JSON in file "(.+)", at byte (\d+) in (line|record/value) (\d+): ([^.\n]*)/#
        guard let (_, path, byte, unit, number, reason) = text.firstMatch(of: pattern)?.output
        else { return nil }
        return .malformedJSON(
            in: String(path),
            record: unit == "line" ? Int(number).map { $0 - 1 } : nil,
            because: "\(reason) at byte \(byte)"
        )
    }

    /// Returns what DuckDB says it has failed with, and where in the query that it was given.
    static func failure(in clean: String) -> SQLFailure? {
        let lines = clean.split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("{\"exception_type\"") }),
            let said = try? JSONDecoder().decode(Said.self, from: Data(line.utf8))
        else { return nil }
        return SQLFailure(said.message, offset: said.position.flatMap { Int($0) })
    }

    /// An exception as the setting `errors_as_json` writes it.
    private struct Said: Decodable {
        let message: String
        let position: String?

        enum CodingKeys: String, CodingKey {
            case message = "exception_message"
            case position
        }
    }

    func text(of raw: String) -> String {
        var text = DuckDBMessage.clean(raw)
        if let csv = csvError(in: text) { return csv }
        text = DuckDBMessage.essence(of: text)
        text = names.naming(text)
        for directory in directories where !directory.isEmpty {
            text = text.replacing(directory + "/", with: "").replacing(directory, with: "")
        }
        return text
    }

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
        // Its kind of error tells users nothing: `Invalid Input Error: `, `Conversion Error: `.
        return String(message.trimmingPrefix(#/[A-Z][A-Za-z/ ]* Error: /#))
    }

    /// Lines that begin the part of a message that is for those who work on DuckDB.
    private static let ends = [
        "LINE ", "Stack Trace", "Possible fixes", "Possible Solution", "Try ", "This error signals",
        "For more information", "  file = ",
    ]

    private static func essence(of text: String) -> String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n") {
            if ends.contains(where: line.hasPrefix) { break }
            lines.append(line)
        }
        var rest = lines.joined(separator: " ")
        for advice in [" Try ", ", try ignore_errors=true", " Use \"SET "] {
            if let start = rest.firstRange(of: advice) { rest = String(rest[..<start.lowerBound]) }
        }
        return String(withoutAddresses(rest).trimmingSuffix(while: \.isWhitespace))
    }

    /// Replaces addresses in memory, `0x7f…`, which differ from run to run.
    private static func withoutAddresses(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let isAddress =
                word.hasPrefix("0x") && word.count > 8 && word.dropFirst(2).allSatisfy(\.isHexDigit)
            return isAddress ? "…" : String(word)
        }.joined(separator: " ")
    }

    /// Returns what a message of DuckDB's csv reader says, which has the line, the text and the reason on lines
    /// of their own.
    private func csvError(in text: String) -> String? {
        guard let start = text.firstRange(of: "CSV Error on Line: ") else { return nil }
        let number = text[start.upperBound...].prefix(while: \.isNumber)
        let lines = text[start.upperBound...].split(separator: "\n").dropFirst()
        let reason =
            lines.drop { $0.hasPrefix("Original Line") }
            .first { !DuckDBMessage.ends.contains(where: $0.hasPrefix) } ?? "it cannot be read"
        let path = lines.first { $0.hasPrefix("  file = ") }?.dropFirst("  file = ".count)
        let file = path.map { " of '\(names[String($0)])'" } ?? ""
        return "line \(number)\(file): \(DuckDBMessage.essence(of: String(reason)))"
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
