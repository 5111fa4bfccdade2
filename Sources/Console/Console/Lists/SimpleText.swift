/// Text whose width follows from its bytes: ASCII and common Chinese characters.
///
/// In such text every scalar is a grapheme, has no case beyond ASCII and needs no escape, so that a long text
/// can be searched without finding graphemes.
enum SimpleText {
    static func holds(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte &- 0x20 < 0x5F {
                index += 1
            } else {
                guard index + 2 < bytes.count,
                    isSimple(byte, bytes[index + 1], bytes[index + 2])
                else { return false }
                index += 3
            }
        }
        return true
    }

    /// Returns the number of cells of bytes for which `holds` is true: all but ASCII and dashes are wide.
    static func width(of bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { width, byte in
            if byte < 0x80 { return width + 1 }
            if byte < 0xC0 { return width }
            return width + (byte == 0xE2 ? 1 : 2)
        }
    }

    private static func isSimple(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second, third) {
        // U+2010 to 2027: dashes, quotation marks, the ellipsis.
        case (0xE2, 0x80, 0x90...0xA7): true
        // U+3000 to 3029: 、。《》【】.
        case (0xE3, 0x80, 0x80...0xA9): true
        // U+4000 to 9FFF: ideographs.
        case (0xE4...0xE9, _, _): true
        // U+FF01 to FF20, FF3B to FF40: ，：！（）, but no wide letters; those have two cases.
        case (0xEF, 0xBC, 0x81...0xA0), (0xEF, 0xBC, 0xBB...0xBF), (0xEF, 0xBD, 0x80): true
        default: false
        }
    }
}
