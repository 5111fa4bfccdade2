/// The line of a job's SQL that a message names.
enum ErrorPlace {
    /// Returns the line, from 1, in `line 4, column 7` or `LINE 4:`; `nil` where the line is one of a file.
    static func line(in message: String) -> Int? {
        for match in message.matches(of: /\b[Ll](?:ine|INE) (\d{1,6})\b(?! of ')/) {
            if let line = Int(match.1), line > 0 { return line }
        }
        return nil
    }
}
