/// A screen to draw on, with its keyboard and mouse.
///
/// Tests have an implementation of their own. `close` may be called more than once and restores the
/// terminal's original state.
@UIActor package protocol Terminal: AnyObject, Sendable {
    var size: Size { get }
    /// Calls `receive` with each event, in order and on this actor, until the terminal is closed.
    ///
    /// A callback instead of a stream, since awaiting a stream wakes two other threads for each key. There is
    /// one listener; earlier events are delivered to it at once.
    func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void)
    /// Calls a function on this actor after a delay.
    ///
    /// The terminal's own wait is used for this, since a timer of the task system wakes three more threads.
    func call(after delay: Duration, _ act: @escaping @UIActor () -> Void)
    /// Schedules a picture for painting; a later call before it is painted replaces it without rendering it.
    ///
    /// Only the cells that differ from the screen are sent.
    func present(_ picture: @escaping @UIActor () -> Canvas)
    /// Copies a text to the clipboard of the user's machine (OSC 52).
    func copy(_ text: String)
    /// Rings the bell and, where the terminal supports it, shows a desktop notification.
    func notify(_ text: String)
    /// Repaints the whole screen with the next picture, which removes what another program wrote over it.
    func repaint()
    /// Restores the terminal and stops the program until the user brings it to the foreground again.
    func suspend()
    /// Lends the terminal to another program, such as an editor, until `reclaim`.
    func release()
    func reclaim()
    func close()
}

extension Terminal {
    package func release() {}
    package func reclaim() {}
}
