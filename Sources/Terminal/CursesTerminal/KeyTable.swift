import CNcurses
import Screen

/// Maps bytes and codes of ncurses to keys.
enum KeyTable {
    /// Sequences that some terminals send although their description has others.
    static let sequences: [(bytes: String, code: Int32)] = [
        ("\u{1B}[A", KEY_UP), ("\u{1B}OA", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}OB", KEY_DOWN),
        ("\u{1B}[C", KEY_RIGHT), ("\u{1B}OC", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
        ("\u{1B}OD", KEY_LEFT), ("\u{1B}[H", KEY_HOME), ("\u{1B}OH", KEY_HOME),
        ("\u{1B}[1~", KEY_HOME), ("\u{1B}[7~", KEY_HOME), ("\u{1B}[F", KEY_END),
        ("\u{1B}OF", KEY_END), ("\u{1B}[4~", KEY_END), ("\u{1B}[8~", KEY_END),
        ("\u{1B}[2~", KEY_IC), ("\u{1B}[3~", KEY_DC), ("\u{1B}[5~", KEY_PPAGE),
        ("\u{1B}[6~", KEY_NPAGE), ("\u{1B}[Z", KEY_BTAB), ("\u{1B}OM", KEY_ENTER),
        ("\u{1B}[200~", InputDecoder.Code.pasteStart.rawValue),
        ("\u{1B}[201~", InputDecoder.Code.pasteEnd.rawValue),
        ("\u{1B}[I", InputDecoder.Code.focusGained.rawValue),
        ("\u{1B}[O", InputDecoder.Code.focusLost.rawValue),
    ]

    /// Returns the code of a sequence that arrived in pieces, which ncurses did not recognize.
    static func code(of letters: [UInt32]) -> Int32? {
        sequences.first { $0.bytes.unicodeScalars.lazy.map(\.value).elementsEqual(letters) }?.code
    }

    static func key(code: Int32) -> Key? {
        if code > KEY_F0, code <= KEY_F0 + 24 { return .function(Int(code - KEY_F0)) }
        return named[code]
    }

    static func key(scalar value: UInt32) -> Key? {
        switch value {
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        // Terminals send CR for the key; LF comes from programs that type, and from Ctrl-J.
        case 0x0A, 0x0D: .enter
        case 0x1B: .escape
        case 0x01...0x1A: Unicode.Scalar(value + 0x60).map { .control(Character($0)) }
        case 0x00, 0x1C...0x1F: Unicode.Scalar(value + 0x40).map { .control(Character($0)) }
        case 0x80..<0xA0: nil
        default: Unicode.Scalar(value).map { .character(Character($0)) }
        }
    }

    private static let named: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
        KEY_SR: .up, KEY_SF: .down, KEY_SLEFT: .left, KEY_SRIGHT: .right,
        KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end,
        KEY_BTAB: .backTab, KEY_ENTER: .enter, KEY_BACKSPACE: .backspace,
        KEY_DC: .delete, KEY_IC: .insert,
    ]
}
