package import struct FoundationEssentials.Date

/// The clocks of a client, as values that tests replace.
package struct ClientTime: Sendable {
    /// Returns the date that is signed and compared with the service's.
    package var now: @Sendable () -> Date
    /// Returns the time since any fixed start, for measuring durations.
    package var elapsed: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Date,
        elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.elapsed = elapsed
        self.sleep = sleep
    }

    /// Returns the machine's clocks with the given date.
    package static func machine(now: @escaping @Sendable () -> Date) -> ClientTime {
        let start = ContinuousClock.now
        return ClientTime(
            now: now,
            elapsed: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
    }
}
