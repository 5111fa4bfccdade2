import Screen

/// The terminal as the event loop uses it.
@UIActor protocol LoopClient: AnyObject {
    /// The descriptor to wait on; `nil` while the terminal is lent to another program.
    var input: Int32? { get }
    /// Reads all pending input without waiting; `quiet` is the time since the previous input.
    func readInput(after quiet: Duration)
    /// Whether a presented frame is not painted yet.
    var needsPaint: Bool { get }
    /// Paints the frame presented last, if it is not painted yet.
    func paint()
    func resize()
    func interrupt()
    func suspend()
    func resume()
    /// Reports that the terminal was closed or that a signal asked the program to end.
    func hangUp()
    func close()
}
