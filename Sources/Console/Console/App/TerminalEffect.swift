/// What the terminal does for the console, at once and on the terminal's own thread.
package enum TerminalEffect: Equatable, Sendable {
    /// Put a text on the clipboard of the machine the user sits at.
    case copy(String)
    /// Draw the user's attention to something that happened: a bell and, where possible, a desktop notice.
    case alert(String)
    /// Start the timer that answers `.rested` with the latest token once the selection has not moved for a
    /// moment.
    case rest(token: Int)
    /// Answer `.seen` with the token once the picture as it is now has been on the screen for a moment.
    case awaitSight(token: Int)
    /// Send the whole screen again, whatever another program wrote over it.
    case repaint
    /// Stop the program until the shell continues it.
    case suspend
}
