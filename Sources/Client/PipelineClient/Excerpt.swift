import FoundationEssentials

/// The beginning of bytes from the network, made safe for a one-line message.
enum Excerpt {
    static let mostCharacters = 120

    /// The text, of at most 120 characters; control characters, line ends and direction marks are replaced by blanks.
    static func text(of bytes: Data) -> String {
        // A character has up to four bytes, or a few more with combining marks.
        let decoded = String(decoding: bytes.prefix(mostCharacters * 8), as: UTF8.self)
        let plain = String(
            String.UnicodeScalarView(decoded.unicodeScalars.map { isPlain($0) ? $0 : " " })
        )
        let words = plain.split(separator: " ").joined(separator: " ")
        return words.count > mostCharacters ? words.prefix(mostCharacters - 1) + "…" : words
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }
}
