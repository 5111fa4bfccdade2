/// A screen to draw on and the keys that belong to it.
///
/// One implementation is a real terminal, another is a test's. `close` may be called more than
/// once and always gives the terminal back as it was found.
@UIActor package protocol Terminal: AnyObject, Sendable {
    var size: Size { get }
    /// Hands over what happens, in order and on this actor, until the terminal is closed.
    ///
    /// Called back and not a stream, since awaiting one costs two other threads a key. There is one
    /// listener; what happened before there was any is handed over at once.
    func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void)
    /// Does something on this actor when a time has passed.
    ///
    /// Here since the terminal's thread waits anyway: a timer of its own wakes three more.
    func call(after delay: Duration, _ act: @escaping @UIActor () -> Void)
    /// Shows a picture when there is time for it; one that comes before that takes its place unmade.
    ///
    /// Only what differs from what is shown is sent.
    func present(_ picture: @escaping @UIActor () -> Canvas)
    /// Puts a text on the clipboard of the machine the user sits at (OSC 52).
    func copy(_ text: String)
    /// Draws the user's attention to something that happened: a bell, and a desktop's notice where the
    /// terminal can show one.
    func notify(_ text: String)
    /// Sends the whole screen again with the next picture, whatever another program wrote over it.
    func repaint()
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
