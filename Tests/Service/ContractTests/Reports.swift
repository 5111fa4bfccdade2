import Console
import Synchronization

/// Keeps how far reruns have got, as they are reported.
final class Reports: Sendable {
    private let kept = Mutex<[RerunProgress]>([])

    func add(_ progress: RerunProgress) { kept.withLock { $0.append(progress) } }
    var last: RerunProgress? { kept.withLock { $0.last } }
}

/// A clock on which time passes as it is slept, in a moment.
final class FlyingClock: Sendable {
    private let time = Mutex(Duration.zero)

    var now: Duration { time.withLock { $0 } }

    func pass(_ pause: Duration) async throws {
        time.withLock { $0 += pause }
        try await Task.sleep(for: .milliseconds(2))
    }
}
