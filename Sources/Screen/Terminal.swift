/// A screen to draw on and the keys that belong to it.
///
/// One implementation is a real terminal, another is a test's. `close` may be called more than
/// once and always gives the terminal back as it was found.
@UIActor package protocol Terminal: AnyObject, Sendable {
    var size: Size { get }
    /// What happens, in order; has one reader and ends when the terminal is closed.
    var events: AsyncStream<TerminalEvent> { get }
    /// Shows a frame; only what differs from the one before is sent.
    func present(_ frame: Canvas)
    /// Puts a text on the clipboard of the machine the user sits at (OSC 52).
    func copy(_ text: String)
    /// Draws the user's attention to something that happened: a bell, and a desktop's notice where the
    /// terminal can show one.
    func notify(_ text: String)
    /// Gives the terminal back until the user brings the program to the foreground again.
    func suspend()
    /// Lets another program have the terminal, such as an editor, until `reclaim`.
    func release()
    func reclaim()
    func close()
}

extension Terminal {
    package func release() {}
    package func reclaim() {}
}
