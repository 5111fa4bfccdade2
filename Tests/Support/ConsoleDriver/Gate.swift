/// Holds whoever waits at it until a test opens it, or the waiting task is cancelled.
package final class Gate: Sendable {
    private let opening = AsyncStream.makeStream(of: Void.self)

    package init() {}

    package func open() { opening.continuation.finish() }

    /// For one waiter.
    package func wait() async {
        for await _ in opening.stream {}
    }
}
