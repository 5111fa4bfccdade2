import Screen
import Testing

@testable import CursesTerminal

@Suite struct EventQueueTests {
    @Test func `it is settled once its reader waits with nothing left`() async {
        let (settled, continuation) = AsyncStream<Void>.makeStream()
        let queue = EventQueue { continuation.yield() }
        queue.yield(.focusLost)
        queue.yield(.key(.enter))
        #expect(!queue.isSettled)
        async let read = events(of: queue)
        for await _ in settled { break }
        #expect(queue.isSettled)
        queue.yield(.closed)
        queue.finish()
        #expect(await read == [.focusLost, .key(.enter), .closed])
    }

    private func events(of queue: EventQueue) async -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        for await event in queue.stream { events.append(event) }
        return events
    }
}
