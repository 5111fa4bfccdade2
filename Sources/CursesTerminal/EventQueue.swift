import Screen
import Synchronization

/// The way of events from the terminal to their one reader, which knows when all are dealt with.
///
/// The reader leaves the UI's executor between two events, so "nothing left to run" does not mean
/// that it is done. Only when it waits with nothing on the way is a paint worth its bytes.
final class EventQueue: Sendable {
    private struct State {
        var pending = 0
        var isReaderWaiting = false

        var isSettled: Bool { pending == 0 && isReaderWaiting }
    }

    private let state = Mutex(State())
    private let source: AsyncStream<TerminalEvent>
    private let continuation: AsyncStream<TerminalEvent>.Continuation
    private let settled: @Sendable () -> Void

    /// Calls `settled` on any thread each time the reader is done with all there was.
    init(settled: @escaping @Sendable () -> Void) {
        (source, continuation) = AsyncStream.makeStream()
        self.settled = settled
    }

    /// For one reader; ends after `finish`.
    var stream: AsyncStream<TerminalEvent> {
        AsyncStream { [self] in await next() }
    }

    var isSettled: Bool { state.withLock(\.isSettled) }

    func yield(_ event: TerminalEvent) {
        state.withLock { $0.pending += 1 }
        continuation.yield(event)
    }

    func finish() { continuation.finish() }

    private func next() async -> TerminalEvent? {
        let isSettled = state.withLock { state in
            state.isReaderWaiting = true
            return state.isSettled
        }
        if isSettled { settled() }
        for await event in source {
            state.withLock { state in
                state.pending -= 1
                state.isReaderWaiting = false
            }
            return event
        }
        return nil
    }
}
