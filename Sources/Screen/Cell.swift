/// One cell of the screen: a grapheme and what it means.
///
/// A wide grapheme stands in the left one of its two cells; the right one is its continuation. The grapheme
/// is kept as bytes, since a picture of thousands of cells is made, copied and compared for every key, and
/// counting references to each of their texts was a third of that. **Invariant:** there are 16 bytes; of a
/// longer grapheme the first scalars are kept, more than ncurses puts into a cell.
package struct Cell: Equatable, Sendable {
    /// UTF-8, the first byte lowest; 0 after its end.
    private var low: UInt64
    private var high: UInt64 = 0
    package var style: Style
    /// Whether this is the right half of the wide grapheme to the left.
    package var isContinuation: Bool

    package init(text: Character = " ", style: Style = .plain, isContinuation: Bool = false) {
        low = 0
        self.style = style
        self.isContinuation = isContinuation
        self.text = text
    }

    /// A cell of one printable ASCII character.
    init(ascii: UInt8, style: Style) {
        low = UInt64(ascii)
        self.style = style
        isContinuation = false
    }

    package static let blank = Cell(ascii: 0x20, style: .plain)

    var isSpace: Bool { low == 0x20 }

    package var text: Character {
        get {
            if low < 0x80 { return Character(Unicode.Scalar(UInt8(low))) }
            let bytes = (0..<16).lazy.map(byte).prefix { $0 != 0 }
            return String(decoding: bytes, as: UTF8.self).first ?? " "
        }
        set {
            (low, high) = (0, 0)
            var count = 0
            for scalar in newValue.unicodeScalars {
                let bytes = UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
                guard count + bytes.count <= 16 else { return }
                for byte in bytes {
                    add(byte, at: count)
                    count += 1
                }
            }
        }
    }

    private func byte(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (index < 8 ? low : high) >> UInt64(index % 8 * 8))
    }

    private mutating func add(_ byte: UInt8, at index: Int) {
        let bits = UInt64(byte) << UInt64(index % 8 * 8)
        if index < 8 { low |= bits } else { high |= bits }
    }
}
