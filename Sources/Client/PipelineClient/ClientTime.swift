package import struct FoundationEssentials.Date

/// The clocks of a client, so that tests need none of their own.
package struct ClientTime: Sendable {
    /// The date that is signed, and compared with the service's.
    package var now: @Sendable () -> Date
    /// Grows evenly from any beginning: what durations are measured with.
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

    /// The machine's own clocks, but for the date.
    package static func machine(now: @escaping @Sendable () -> Date) -> ClientTime {
        let start = ContinuousClock.now
        return ClientTime(
            now: now,
            elapsed: { ContinuousClock.now - start },
            sleep: { try await Task.sleep(for: $0) }
        )
    }
}
