/// Holds whoever waits at it until a test opens it, or the waiting task is cancelled.
package final class Gate: Sendable {
    private let opening = AsyncStream.makeStream(of: Void.self)

    package init() {}

    package func open() { opening.continuation.finish() }

    /// Returns once it is open, or at once where the task is cancelled; any number may wait.
    package func wait() async {
        for await _ in opening.stream {}
    }
}
