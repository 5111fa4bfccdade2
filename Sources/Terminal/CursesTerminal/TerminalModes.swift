/// The escape sequences for modes that ncurses does not switch.
///
/// All are private modes of xterm, which terminals without them ignore.
enum TerminalModes {
    /// Switches bracketed paste and focus reports on.
    static let on = "\u{1B}[?2004h\u{1B}[?1004h"
    static let off = "\u{1B}[?2004l\u{1B}[?1004l"

    /// Switches every mode off without ncurses: mouse, colours, hidden cursor, keypad and the alternate screen,
    /// in an order that leaves the cursor on an empty line.
    static let crashReset =
        off + "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[r\u{1B}(B\u{1B}[m\u{1B}[?25h\u{1B}[?1l\u{1B}>"
        + "\u{1B}[?1049l\r\n"

    /// A text for the clipboard (OSC 52).
    static func clipboard(_ base64: String) -> String { "\u{1B}]52;c;\(base64)\u{7}" }
}
