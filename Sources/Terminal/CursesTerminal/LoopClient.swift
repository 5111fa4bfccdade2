import Screen

/// What the event loop wants from a terminal.
@UIActor protocol LoopClient: AnyObject {
    /// The descriptor to wait on; nil while the terminal is lent to another program.
    var input: Int32? { get }
    /// Reads all there is, without waiting, after the line was quiet for a time.
    func readInput(after quiet: Duration)
    /// Whether a frame was presented that is not shown yet.
    var needsPaint: Bool { get }
    /// Shows the last frame that was presented, if it is not shown yet.
    func paint()
    func resize()
    func interrupt()
    func suspend()
    func resume()
    /// The terminal is gone, or the program was told to end.
    func hangUp()
    func close()
}
