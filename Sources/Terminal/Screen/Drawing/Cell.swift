/// One cell of the screen: a grapheme and its style.
///
/// A wide grapheme is stored in the left of its two cells; the right one is its continuation. The grapheme is
/// stored as bytes, since a picture of thousands of cells is made, copied and compared for every key, and
/// reference counting of strings took a third of that time. **Invariant:** there are 16 bytes; a longer
/// grapheme is cut to its first scalars, which are more than ncurses puts into a cell.
package struct Cell: Equatable, Sendable {
    /// UTF-8, the first byte in the lowest bits; 0 after the end.
    private var low: UInt64
    private var high: UInt64 = 0
    package var style: Style
    /// Whether this is the right half of the wide grapheme to the left.
    package var isContinuation: Bool

    package init(text: Character = " ", style: Style = .plain) {
        self.init(" ", style: style)
        self.text = text
    }

    /// A cell of one scalar that is a grapheme by itself.
    init(_ scalar: Unicode.Scalar, style: Style) {
        low = 0
        self.style = style
        isContinuation = false
        _ = add(scalar, at: 0)
    }

    package static let blank = Cell(" ", style: .plain)

    /// The right half of a wide grapheme.
    static func continuation(of cell: Cell) -> Cell {
        var half = Cell(" ", style: cell.style)
        half.isContinuation = true
        return half
    }

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
                guard let end = add(scalar, at: count) else { return }
                count = end
            }
        }
    }

    /// Appends the text as UTF-8, without making a `Character` of it.
    func appendText(to bytes: inout [UInt8]) {
        for var rest in [low, high] {
            while rest != 0 {
                bytes.append(UInt8(truncatingIfNeeded: rest))
                rest >>= 8
            }
        }
    }

    private func byte(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: (index < 8 ? low : high) >> UInt64(index % 8 * 8))
    }

    /// Returns the offset of the next scalar; `nil` if this one does not fit.
    private mutating func add(_ scalar: Unicode.Scalar, at start: Int) -> Int? {
        guard start + UTF8.width(scalar) <= 16 else { return nil }
        var index = start
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            let bits = UInt64(byte) << UInt64(index % 8 * 8)
            if index < 8 { low |= bits } else { high |= bits }
            index += 1
        }
        return index
    }
}
