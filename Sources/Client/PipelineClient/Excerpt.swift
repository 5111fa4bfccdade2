import FoundationEssentials

/// The beginning of bytes from the network, fit to stand in a one-line message.
enum Excerpt {
    static let mostCharacters = 120

    /// At most 120 characters; controls, line ends and what turns the writing direction are blanks.
    static func text(of bytes: Data) -> String {
        // A character has four bytes at most, or a few more where marks are combined.
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
