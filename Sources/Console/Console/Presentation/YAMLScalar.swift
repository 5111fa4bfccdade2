import Screen

/// Writes a scalar of YAML so that every reader gets the same value back.
///
/// YAML 1.1 and 1.2 differ in the type of a plain word (`no`, `0o7`, `12:30`), so a text that either of them
/// reads as another type is quoted. The text is examined by Unicode scalars: a blank with a combining accent
/// is one `Character` in Swift and a blank for a reader.
enum YAMLScalar {
    /// Returns a text on one line, quoted if it must be.
    static func inline(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        if scalars.contains(where: { needsEscape($0) }) { return escaped(scalars) }
        if canBeBare(scalars), !readsAsAnotherType(text) { return text }
        guard scalars.contains("\"") || scalars.contains("\\") else { return "\"\(text)\"" }
        var quoted = String.UnicodeScalarView("'".unicodeScalars)
        for scalar in scalars { quoted.append(contentsOf: scalar == "'" ? ["'", "'"] : [scalar]) }
        return String(quoted) + "'"
    }

    /// Returns a number with a decimal point, without which YAML 1.1 reads `1e+20` as a text.
    static func inline(_ number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        let text = String(number)
        guard !text.contains("."), let exponent = text.firstIndex(of: "e") else { return text }
        return text[..<exponent] + ".0" + text[exponent...]
    }

    /// Returns whether a text can be a `|` block: it has several lines and no character that a block cannot contain.
    static func canBeBlock(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let last = scalars.last(where: { $0 != "\n" }), last != " ", last != "\t" else {
            return false
        }
        return scalars.contains("\n")
            && scalars.allSatisfy { $0 == "\n" || $0 == "\t" || !needsEscape($0) }
    }

    /// Returns the header of a block, with an indentation indicator if needed and the chomping indicator.
    static func blockSign(of text: String, indentation: Int) -> String {
        let scalars = text.unicodeScalars
        let isHidden = [" ", "\t", "\n"].contains(scalars.first)
        let ends = scalars.reversed().prefix { $0 == "\n" }.count
        return "|" + (isHidden ? String(indentation) : "")
            + (ends == 0 ? "-" : ends == 1 ? "" : "+")
    }

    // MARK: - What a bare text may be

    private static func canBeBare(_ scalars: [Unicode.Scalar]) -> Bool {
        guard let first = scalars.first, let last = scalars.last else { return false }
        if first == " " || last == " " || last == ":" { return false }
        if "[]{},#&*!|>'\"%@`".unicodeScalars.contains(first) { return false }
        if ["-", "?", ":"].contains(first), scalars.count == 1 || scalars[1] == " " {
            return false
        }
        if isDocumentMark(scalars) { return false }
        return !zip(scalars, scalars.dropFirst()).contains {
            ($0 == ":" && $1 == " ") || ($0 == " " && $1 == "#")
        }
    }

    private static func isDocumentMark(_ scalars: [Unicode.Scalar]) -> Bool {
        let start = scalars.prefix(3)
        guard start == ["-", "-", "-"] || start == [".", ".", "."] else { return false }
        return scalars.count == 3 || scalars[3] == " "
    }

    /// Returns whether a reader takes the plain text for a number, a boolean, a date, null or a merge key.
    private static func readsAsAnotherType(_ text: String) -> Bool {
        guard let first = text.utf8.first else { return true }
        if reservedWords.contains(text.lowercased()) { return true }
        guard "+-.0123456789".utf8.contains(first) else { return false }
        return patterns.contains { text.wholeMatch(of: $0) != nil }
    }

    private static let reservedWords: Set<String> = [
        "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=",
        ".inf", "+.inf", "-.inf", ".nan",
    ]

    private static var patterns: [Regex<Substring>] {
        [
            // Numbers; YAML 1.1 allows `_` among the digits, some of its readers also commas.
            #/[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?/#,
            #/[-+]?\.[0-9_]+(?:[eE][-+]?[0-9]+)?/#,
            #/[-+]?0(?:[bB][01_]+|[oO][0-7_]+|[xX][0-9a-fA-F_]+)/#,
            // Times of a clock, which YAML 1.1 reads as numbers to the base of 60.
            #/[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?/#,
            #/[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?/#,
        ]
    }

    // MARK: - What must be escaped

    /// Returns whether a scalar must be escaped, for YAML or for the screen.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return Character(scalar).isUnprintable || scalar.value & 0xFFFE == 0xFFFE
            || (0xE0000...0xE0FFF).contains(scalar.value)
    }

    private static func escaped(_ scalars: [Unicode.Scalar]) -> String {
        var result = String.UnicodeScalarView("\"".unicodeScalars)
        for scalar in scalars { result.append(contentsOf: escape(scalar).unicodeScalars) }
        return String(result) + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        default: break
        }
        guard needsEscape(scalar) else { return String(scalar) }
        let (sign, digits) =
            switch scalar.value {
            case ..<0x100: ("\\x", 2)
            case ..<0x10000: ("\\u", 4)
            default: ("\\U", 8)
            }
        let number = String(scalar.value, radix: 16)
        return sign + String(repeating: "0", count: digits - number.count) + number
    }
}
