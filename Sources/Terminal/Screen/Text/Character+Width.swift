extension Character {
    /// The number of cells the grapheme takes: 0, 1 or 2.
    ///
    /// An emoji sequence has the width of its first scalar, which is all that is sent to the terminal, since
    /// terminals disagree on the rest. A cluster of several letters, as in Indic scripts, is cut to two cells.
    /// Characters of ambiguous width count as one.
    package var cellWidth: Int {
        if let ascii = utf8.first, utf8.count == 1 { return ascii >= 0x20 && ascii < 0x7F ? 1 : 0 }
        let scalars = unicodeScalars
        guard let first = scalars.first else { return 0 }
        let width = first.cellWidth
        if width == 2 || scalars.count == 1 { return width }
        return min(2, scalars.reduce(0) { $0 + ($1.cellWidth == 1 ? 1 : 0) })
    }
}

extension Unicode.Scalar {
    /// The number of cells the scalar takes by itself: 0, 1 or 2.
    ///
    /// Wide are the East Asian Width classes W and F of Unicode 16 and what is shown as an emoji
    /// by default.
    package var cellWidth: Int {
        if let plainWidth { return plainWidth }
        if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        if isZeroWidth { return 0 }
        if value < 0x1100 { return 1 }
        return isWide ? 2 : 1
    }

    /// The width of a scalar that is always a grapheme by itself: Latin letters, the ellipsis, arrows, lines,
    /// shapes, check marks, Chinese; `nil` where Unicode's tables or a neighbouring scalar decide.
    ///
    /// Nearly all text that is drawn consists of these, and looking widths up took a third of a picture's time.
    var plainWidth: Int? {
        switch value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: 1
        case 0x2026, 0x2190...0x22FF, 0x2500...0x25FC, 0x270C...0x2727: 1
        case 0x3001...0x3020, 0x4E00...0x9FFF, 0xFF01...0xFF60: 2
        default: nil
        }
    }

    private var isZeroWidth: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator,
            .paragraphSeparator, .surrogate:
            true
        // The vowels and finals of Hangul, drawn into the cell of the consonant before them.
        default: (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
        }
    }

    private var isWide: Bool {
        // Regional indicators come in pairs, one cell each.
        if (0x1F1E6...0x1F1FF).contains(value) { return false }
        return Self.wideRanges.contains { $0.contains(value) } || properties.isEmojiPresentation
    }

    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x18D00...0x18D08,
        0x1AFF0...0x1B2FB, 0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248,
        0x1F250...0x1F251, 0x1F260...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
