/// Which texts may separate the fields of csv.
enum CSVDelimiter {
    /// Returns why a text cannot; `nil` if it can.
    ///
    /// An export writes one character, as the documents have it; files of others may have up to four.
    static func problem(with delimiter: String, atMost limit: Int) -> String? {
        let scalars = delimiter.unicodeScalars
        let isForbidden = scalars.contains { scalar in
            scalar == "\"" || scalar == "\n" || scalar == "\r" || scalar == "\0"
                || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        guard scalars.count > limit || delimiter.utf8.count > 4 || isForbidden else { return nil }
        let written = delimiter.debugDescription.dropFirst().dropLast()
        return
            "'spec.delimiter' is '\(written)': use one character that is no letter, no digit, no quote and no "
            + "line end, such as ','"
    }
}
