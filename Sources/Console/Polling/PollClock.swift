/// The clock of a scheduler: its current time, and how to wait.
package struct PollClock: Sendable {
    /// Returns the time since any fixed start.
    package var now: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// Returns the machine's clock, which goes on while the machine sleeps.
    package static func continuous() -> PollClock {
        let start = ContinuousClock.now
        return PollClock(
            now: { ContinuousClock.now - start },
            sleep: { duration in
                try await ContinuousClock().sleep(for: duration, tolerance: .milliseconds(20))
            }
        )
    }
}
