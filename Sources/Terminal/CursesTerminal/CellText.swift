import CNcurses
import Screen

/// The scalars to write for a grapheme, split into the cells of ncurses.
///
/// Only what all terminals place alike is sent: the first scalar of an emoji sequence, without variation
/// selectors and joiners, and only scalars for which the C library, which ncurses uses, has the same width.
/// Anything else is replaced by the placeholder.
struct CellText: Equatable {
    /// One array for each cell of ncurses, which may be a wide one.
    let pieces: [[UInt32]]

    init(
        _ grapheme: Character,
        placeholder: Character,
        libraryWidth: (UInt32) -> Int = { Int(cn_width($0)) },
        limit: Int = Int(cn_max_scalars())
    ) {
        if let ascii = grapheme.asciiValue, ascii >= 0x20, ascii < 0x7F {
            pieces = [[UInt32(ascii)]]
            return
        }
        let width = grapheme.cellWidth
        var pieces: [[UInt32]] = []
        var room = width
        for scalar in grapheme.unicodeScalars where !scalar.isJoining {
            let own = libraryWidth(scalar.value)
            if own > 0, own <= room {
                pieces.append([scalar.value])
                room -= own
            } else if own == 0, let last = pieces.indices.last, pieces[last].count < limit {
                pieces[last].append(scalar.value)
            } else if pieces.isEmpty {
                break
            }
        }
        let substitute = placeholder.unicodeScalars.map(\.value)
        self.pieces =
            room == 0 ? pieces : Array(repeating: substitute, count: max(1, width))
    }
}

extension CellText {
    /// The text of a terminal that reads everything but ASCII in another encoding.
    static func ascii(_ grapheme: Character, placeholder: Character) -> CellText {
        CellText(grapheme, placeholder: placeholder, libraryWidth: { $0 < 0x7F ? 1 : -1 })
    }
}

extension Unicode.Scalar {
    /// Zero-width joiners, variation selectors and tags, which terminals interpret differently.
    fileprivate var isJoining: Bool {
        switch value {
        case 0x200C...0x200D, 0xFE00...0xFE0F, 0xE0000...0xE0FFF: true
        default: false
        }
    }
}
