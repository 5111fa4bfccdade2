package import Screen

/// A terminal of 80 columns and 24 rows that shows nothing and sends no keys: the console runs without one.
@UIActor package final class BlindTerminal: Terminal {
    package let size = Size(width: 80, height: 24)
    private var listener: (@UIActor (TerminalEvent) -> Void)?

    package nonisolated init() {}

    package func listen(_ receive: @escaping @UIActor (TerminalEvent) -> Void) {
        listener = receive
    }

    package func call(after delay: Duration, _ act: @escaping @UIActor () -> Void) {
        Task {
            try? await Task.sleep(for: delay)
            act()
        }
    }

    package func present(_ picture: @escaping @UIActor () -> Canvas) {}
    package func copy(_ text: String) {}
    package func notify(_ text: String) {}
    package func repaint() {}
    package func suspend() {}
    package func close() { listener?(.closed) }
}
