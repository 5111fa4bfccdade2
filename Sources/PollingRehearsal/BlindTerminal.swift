import Screen

/// A terminal of 80 columns and 24 rows that shows nothing and at which nobody sits.
@UIActor final class BlindTerminal: Terminal {
    let size = Size(width: 80, height: 24)
    let events: AsyncStream<TerminalEvent>
    private let typing: AsyncStream<TerminalEvent>.Continuation

    init() {
        (events, typing) = AsyncStream.makeStream(of: TerminalEvent.self)
    }

    func present(_ frame: Canvas) {}
    func copy(_ text: String) {}
    func notify(_ text: String) {}
    func suspend() {}
    func close() { typing.finish() }
}
