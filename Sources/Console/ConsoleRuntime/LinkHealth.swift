import Synchronization

/// Tells a failure of the service from one of a single request: several in a row, of whatever requests, are the service's.
final class LinkHealth: Sendable {
    /// As many as make an outage for the polling.
    private static let failuresOfAnOutage = 3
    private let failures = Mutex(0)

    func noteAnswer() { failures.withLock { $0 = 0 } }

    /// Returns whether the service fails, and not this request alone.
    func noteFailure() -> Bool {
        failures.withLock { failures in
            failures += 1
            return failures >= Self.failuresOfAnOutage
        }
    }
}
