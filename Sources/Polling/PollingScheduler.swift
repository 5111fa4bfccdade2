/// Runs a schedule: sleeps until something is due, does it, reports how it ended.
///
/// Nothing else waits, and nothing else decides: what is due when is ``PollSchedule``'s.
package actor PollingScheduler<Key: Hashable & Sendable> {
    private var schedule: PollSchedule<Key>
    private let work: @Sendable (Key) async -> PollOutcome
    private let start = ContinuousClock.now
    private let (wakes, wake) = AsyncStream.makeStream(
        of: Void.self,
        bufferingPolicy: .bufferingNewest(1)
    )

    package init(
        limits: PollSchedule<Key>.Limits = .init(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        work: @escaping @Sendable (Key) async -> PollOutcome
    ) {
        schedule = PollSchedule(limits: limits, at: .zero, generator: generator)
        self.work = work
    }

    private var now: Duration { ContinuousClock.now - start }

    /// Says what is to be kept fresh from now on.
    package func want(_ plans: [Key: PollPlan]) {
        schedule.want(plans, at: now)
        wake.yield()
    }

    package func refresh(_ keys: [Key]) {
        schedule.refresh(keys, at: now)
        wake.yield()
    }

    /// Seconds until the endpoint is asked again after an outage; `nil` while it answers.
    package var secondsToNextTry: Double? {
        schedule.nextTry.map { max(0, ($0 - now) / .seconds(1)) }
    }

    /// Works until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            var alarm: Task<Void, Never>?
            for await _ in wakes {
                alarm?.cancel()
                for key in schedule.takeDue(at: now) {
                    group.addTask { await self.attend(to: key) }
                }
                alarm = setAlarm()
            }
            alarm?.cancel()
            group.cancelAll()
        }
    }

    private func attend(to key: Key) async {
        let outcome = await work(key)
        schedule.finish(key, outcome, at: now)
        wake.yield()
    }

    private func setAlarm() -> Task<Void, Never>? {
        guard let next = schedule.nextDue(at: now) else { return nil }
        let deadline = start + next
        return Task { [wake] in
            try? await ContinuousClock().sleep(until: deadline, tolerance: .milliseconds(20))
            if !Task.isCancelled { wake.yield() }
        }
    }
}
