/// An event from the terminal.
package enum TerminalEvent: Equatable, Sendable {
    case key(Key)
    /// Several different keys read at once: text pasted into a terminal without bracketed paste, or keys
    /// delayed by a slow line. A long burst arrives in pieces; all but the first have `continues` set.
    case burst([Key], continues: Bool)
    /// A text from a bracketed paste; it is data and never a command.
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    /// The program is in the foreground again after a suspension.
    case resumed
    case focusGained
    case focusLost
    /// The terminal was closed or the program received a signal to end; no event follows.
    case closed
}
