package import FoundationEssentials
package import Polling
import Synchronization

/// A clock that stands still until a test moves it, on which sleepers wait.
package final class HandClock: Sendable {
    private struct Sleeper {
        let id: Int
        let due: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [Sleeper] = []
        var cancelled: Set<Int> = []
        var nextID = 0
    }

    /// The date at the clock's zero.
    package static let start = Date(timeIntervalSince1970: 1_795_230_000)

    private let state = Mutex(State())

    package init() {}

    package var now: Duration { state.withLock(\.now) }
    package var date: Date { Self.start.addingTimeInterval(now / .seconds(1)) }

    package var pollClock: PollClock {
        PollClock(now: { self.now }, sleep: { try await self.sleep(for: $0) })
    }

    /// When the next sleeper wakes; `nil` while nobody sleeps.
    var nextDue: Duration? { state.withLock { $0.sleepers.map(\.due).min() } }

    /// Moves the clock and wakes who is due by then, the earliest first.
    func move(to time: Duration) {
        let due = state.withLock { state in
            state.now = max(state.now, time)
            let due = state.sleepers.filter { $0.due <= state.now }
            state.sleepers.removeAll { $0.due <= state.now }
            return due.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    private func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers.append(
                        Sleeper(id: id, due: state.now + duration, continuation: continuation)
                    )
                    return false
                }
                if isOver { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        let sleeper = state.withLock { state in
            let sleeper = state.sleepers.first { $0.id == id }
            state.sleepers.removeAll { $0.id == id }
            // Cancelled before it slept.
            if sleeper == nil { state.cancelled.insert(id) }
            return sleeper
        }
        sleeper?.continuation.resume(throwing: CancellationError())
    }
}
