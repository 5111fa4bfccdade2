extension String {
    /// The text with escapes in place of all characters that a terminal would execute or that hide text.
    ///
    /// Control bytes, overrides of the writing direction and line separators become `\n`, `\x1b`,
    /// `\u{202e}`; so a name from the network can neither control the terminal nor hide text. Applying it twice
    /// gives the same text.
    package var printable: String {
        if plainWidth != nil { return self }
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isUnprintable {
                result.append(contentsOf: scalar.spelledOut.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Character {
    /// Whether any part of the grapheme must not reach a terminal.
    package var isUnprintable: Bool { unicodeScalars.contains(where: \.isUnprintable) }
}

extension Unicode.Scalar {
    fileprivate var isUnprintable: Bool {
        if value < 0x20 || (0x7F..<0xA0).contains(value) { return true }
        if value < 0xAD { return false }
        switch value {
        // Joiners are part of graphemes; what else is a format character is invisible.
        case 0x200C, 0x200D: return false
        // Tags follow a flag; alone they hide text.
        case 0xE0020...0xE007F: return false
        default: break
        }
        switch properties.generalCategory {
        case .format, .lineSeparator, .paragraphSeparator, .control, .surrogate: return true
        default: return false
        }
    }

    fileprivate var spelledOut: String {
        switch value {
        case 0x09: return "\\t"
        case 0x0A: return "\\n"
        case 0x0D: return "\\r"
        case 0..<0x100:
            let digits = String(value, radix: 16)
            return "\\x" + (digits.count < 2 ? "0" : "") + digits
        default: return "\\u{" + String(value, radix: 16) + "}"
        }
    }
}
