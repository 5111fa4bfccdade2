/// What a terminal tells the program, in the order in which it happened.
package enum TerminalEvent: Equatable, Sendable {
    case key(Key)
    /// Different keys that came at once, as no hand presses them: a text that was pasted where the
    /// terminal does not bracket it, or keys that a slow line has held back. A long one comes in pieces,
    /// of which each but the first continues the one before.
    case burst([Key], continues: Bool)
    /// A text that was pasted as a whole; it is data and never a command.
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    /// The program is in the foreground again after a suspension.
    case resumed
    case focusGained
    case focusLost
    /// The terminal is gone or the program was told to end; nothing follows.
    case closed
}
