import Screen

/// A terminal of 80 columns and 24 rows that shows nothing and sends no keys.
@UIActor final class BlindTerminal: Terminal {
    let size = Size(width: 80, height: 24)
    private var listener: (@UIActor (TerminalEvent) -> Void)?

    func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void) { listener = receive }
    func call(after delay: Duration, _ act: @escaping @UIActor () -> Void) {
        Task {
            try? await Task.sleep(for: delay)
            act()
        }
    }

    func present(_ picture: @escaping @UIActor () -> Canvas) {}
    func copy(_ text: String) {}
    func notify(_ text: String) {}
    func repaint() {}
    func suspend() {}
    func close() { listener?(.closed) }
}
