/// Runs a schedule: sleeps until a key is due, sends its request, records the outcome.
///
/// It decides nothing: which key is due when is decided by ``PollSchedule``.
package actor PollingScheduler<Key: Hashable & Sendable> {
    private var schedule: PollSchedule<Key>
    private let work: @Sendable (Key) async -> PollOutcome
    private let clock: PollClock
    /// The ends of the current sleeps, each earlier than those started before it.
    private var alarms: [Duration] = []
    private let (wakes, wake) = AsyncStream.makeStream(
        of: Void.self,
        bufferingPolicy: .bufferingNewest(1)
    )

    package init(
        limits: PollSchedule<Key>.Limits = .init(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
        clock: PollClock = .continuous(),
        work: @escaping @Sendable (Key) async -> PollOutcome
    ) {
        schedule = PollSchedule(limits: limits, at: clock.now(), generator: generator)
        self.clock = clock
        self.work = work
    }

    /// The current time on the schedule's clock.
    package nonisolated var now: Duration { clock.now() }

    /// Replaces all plans.
    package func setPlans(_ plans: [Key: PollPlan]) {
        schedule.setPlans(plans, at: now)
        wake.yield()
    }

    /// Replaces the plans of some keys and leaves the others; `nil` removes a key.
    package func changePlans(_ changes: [(key: Key, plan: PollPlan?)]) {
        for change in changes { schedule.setPlan(change.plan, for: change.key, at: now) }
        wake.yield()
    }

    package func refresh(_ keys: [Key]) {
        schedule.refresh(keys, at: now)
        wake.yield()
    }

    package func setPaused(_ isPaused: Bool) {
        schedule.isPaused = isPaused
        wake.yield()
    }

    package func setScale(_ scale: Double) {
        schedule.setScale(scale, at: now)
        wake.yield()
    }

    /// Returns the first `count` keys to be requested, each with when and why.
    package func nextKeys(_ count: Int) -> [(key: Key, reason: String)] {
        schedule.next(count).map { ($0, schedule.reason(for: $0, at: now) ?? "") }
    }

    /// Seconds until the next probe during an outage; `nil` while the endpoint answers.
    package var secondsToNextTry: Double? {
        schedule.nextTry.map { max(0, ($0 - now) / .seconds(1)) }
    }

    /// Runs until its task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in wakes {
                for key in schedule.takeDue(at: now) {
                    group.addTask { await self.attend(to: key) }
                }
                setAlarm(in: &group)
            }
            group.cancelAll()
        }
    }

    private func attend(to key: Key) async {
        let outcome = await work(key)
        schedule.finish(key, outcome, at: now)
        wake.yield()
    }

    /// Starts a sleep until the schedule's next time, unless one ends before it.
    ///
    /// A sleep that ends too early costs one look at the schedule; cancelling and restarting it after every
    /// answer would cost a task each time.
    private func setAlarm(in group: inout DiscardingTaskGroup) {
        let now = now
        guard let next = schedule.nextDue(at: now), alarms.allSatisfy({ next < $0 })
        else { return }
        alarms.append(next)
        group.addTask { [clock] in
            try? await clock.sleep(max(.zero, next - now))
            await self.ring(next)
        }
    }

    private func ring(_ alarm: Duration) {
        if let index = alarms.firstIndex(of: alarm) { alarms.remove(at: index) }
        wake.yield()
    }
}
