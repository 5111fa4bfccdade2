/// The time a scheduler runs by: how far it is, and a way to wait.
package struct PollClock: Sendable {
    /// Since any fixed beginning.
    package var now: @Sendable () -> Duration
    package var sleep: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The machine's, which goes on while it sleeps.
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
