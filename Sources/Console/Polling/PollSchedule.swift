/// Decides which keys are polled when; a value without API, clock or tasks.
///
/// Times are durations since any fixed start. **Invariants:** a key is never handed out again before its outcome
/// is recorded, even when it was removed and added again meanwhile; never more than `mostInFlight` keys are in
/// flight, and one while the endpoint is down.
package struct PollSchedule<Key: Hashable & Sendable>: Sendable {
    package struct Limits: Sendable {
        /// Requests a second on average.
        package var perSecond = 5.0
        /// Requests that may be sent at once after a quiet time.
        package var burst = 20.0
        package var mostInFlight = 8
        package var backOff = BackOff()
        /// The interval of requests from an expected change until it is seen.
        package var fastInterval = Duration.seconds(2)
        /// The time after which the plan's own interval applies again, though no change was seen.
        package var fastTimeLimit = Duration.seconds(60)
        /// One request in this many goes to a key that would starve below more important ones.
        package var starvingShare = 8
        /// The part of the burst that is kept for keys with an importance above 0.
        package var reserve = 15.0

        package init() {}
    }

    let limits: Limits
    private(set) var entries: [Key: PollEntry] = [:]
    /// The keys in flight, and the time each was handed out.
    private(set) var inFlight: [Key: Duration] = [:]
    private(set) var health: EndpointHealth<Key>
    private var bucket: TokenBucket
    private var generator: any RandomNumberGenerator & Sendable
    private var order: PollOrder<Key>
    /// The number of keys added so far, which numbers them.
    private var added = 0

    /// Whether only keys that the user refreshed are handed out.
    package var isPaused = false
    /// A factor of every interval: above 1 is slower, for a terminal that is not in focus.
    package private(set) var scale = 1.0

    package init(
        limits: Limits = Limits(),
        at now: Duration,
        generator: any RandomNumberGenerator & Sendable
    ) {
        self.limits = limits
        self.generator = generator
        health = EndpointHealth(backOff: limits.backOff)
        order = PollOrder(starvingShare: limits.starvingShare)
        bucket = TokenBucket(perSecond: limits.perSecond, burst: limits.burst, at: now)
    }

    /// Replaces all plans: new keys are due at once, keys that are left out are removed.
    package mutating func setPlans(_ plans: [Key: PollPlan], at now: Duration) {
        for key in entries.keys where plans[key] == nil { setPlan(nil, for: key, at: now) }
        for (key, plan) in plans { setPlan(plan, for: key, at: now) }
    }

    /// Replaces the plan of one key and leaves the others; `nil` removes the key.
    ///
    /// With very many keys, comparing all plans after each answer would cost too much.
    package mutating func setPlan(_ plan: PollPlan?, for key: Key, at now: Duration) {
        guard let plan else {
            entries[key] = nil
            order.remove(key)
            return
        }
        guard let old = entries[key] else {
            entries[key] = PollEntry(plan: plan, at: now, serial: added)
            added += 1
            return place(key, at: now)
        }
        guard old.plan != plan else { return }
        entries[key]?.plan = plan
        replan(key, at: now)
    }

    /// Makes keys due at once, for a refresh by the user and after an action.
    ///
    /// A key in flight is requested once more afterwards, since its answer may be older than the refresh.
    package mutating func refresh(_ keys: [Key], at now: Duration) {
        for key in keys where entries[key] != nil {
            entries[key]?.due = now
            entries[key]?.isForced = true
            place(key, at: now)
        }
        health.probeNow(at: now)
    }

    package mutating func setScale(_ scale: Double, at now: Duration) {
        guard scale != self.scale, scale > 0 else { return }
        self.scale = scale
        for key in entries.keys { replan(key, at: now) }
    }

    /// Hands out the keys that are due and within the budget, in the order of ``PollOrder``.
    package mutating func takeDue(at now: Duration) -> [Key] {
        guard now >= health.opensAt else { return [] }
        while let key = order.elapsedWait(at: now) { place(key, at: now) }
        var taken: [Key] = []
        while inFlight.count < room, available(at: now) <= now, let key = next(at: now) {
            _ = bucket.take(at: now)
            entries[key]?.asked = now
            entries[key]?.isForced = false
            inFlight[key] = now
            taken.append(key)
        }
        return taken
    }

    private mutating func next(at now: Duration) -> Key? {
        guard isDown else { return order.next(isPaused: isPaused, at: now) }
        guard let key = probe(at: now) else { return nil }
        order.remove(key)
        return key
    }

    /// Records the outcome of a request; for a removed key it counts for the endpoint only.
    package mutating func finish(_ key: Key, _ outcome: PollOutcome, at now: Duration) {
        guard let began = inFlight.removeValue(forKey: key) else { return }
        let isUpAgain = health.note(
            outcome,
            of: key,
            began: began,
            keys: entries.count,
            at: now,
            using: &generator
        )
        if var entry = entries[key] {
            record(outcome, in: &entry, at: now)
            if entry.isForced { entry.due = now }
            entries[key] = entry
            place(key, at: now)
        }
        if isUpAgain { spreadOut(at: now) }
    }

    private mutating func record(
        _ outcome: PollOutcome,
        in entry: inout PollEntry,
        at now: Duration
    ) {
        switch outcome {
        case .answered, .changed, .unchanged:
            learn(outcome, in: &entry)
            entry.failures = 0
            entry.answered = now
            if outcome == .changed { entry.changed = now }
            if entry.plan.bounds != nil {
                entry.spread = Double.random(in: 0.75...1, using: &generator)
            }
            entry.due = planned(entry, since: now)
        case .failed, .faulted:
            entry.failures += 1
            entry.due = now + limits.backOff.delay(after: entry.failures, using: &generator)
        case .endpointDown, .throttled:
            entry.due = now
        }
    }

    /// Adapts the interval to unexpected changes only: expected ones say nothing about those.
    private func learn(_ outcome: PollOutcome, in entry: inout PollEntry) {
        guard outcome != .answered, !isExpected(entry, at: entry.asked ?? .zero) else { return }
        entry.adaptiveInterval.learn(hasChanged: outcome == .changed, under: entry.plan)
    }

    /// Spreads the requests after an outage, when every key is due: sent at once they could cause the next one.
    private mutating func spreadOut(at now: Duration) {
        let due = entries.filter { key, entry in
            entry.due <= now && !entry.isForced && inFlight[key] == nil
        }
        for (key, entry) in due.sorted(by: { $0.value.serial < $1.value.serial }) {
            let fast = isExpected(entry, at: now) ? fastPolling(of: entry.plan) : nil
            let share = Double.random(
                in: 0...(fast?.importance ?? entry.plan.importance > 0 ? 0.2 : 1),
                using: &generator
            )
            entries[key]?.due = now + (fast?.interval ?? entry.interval) * share
            place(key, at: now)
        }
    }

    /// Moves the next request to where a changed plan has it, counted from the last answer.
    private mutating func replan(_ key: Key, at now: Duration) {
        guard let entry = entries[key] else { return }
        if entry.failures == 0, !entry.isForced, let answered = entry.answered {
            let due = max(now, planned(entry, since: answered))
            entries[key]?.due = due
        }
        place(key, at: now)
    }

    /// Returns the time of the next request after an answer.
    private func planned(_ entry: PollEntry, since answered: Duration) -> Duration {
        let regular = answered + entry.wait * scale
        guard let instant = entry.plan.instant else { return regular }
        if entry.asked ?? .zero < instant { return min(regular, max(instant, answered)) }
        guard isExpected(entry, at: answered) else { return regular }
        return min(regular, answered + fastPolling(of: entry.plan).interval)
    }

    /// Puts a key that is not in flight in its place in the serving order.
    private mutating func place(_ key: Key, at now: Duration) {
        guard inFlight[key] == nil, let entry = entries[key] else { return order.remove(key) }
        if entry.isForced {
            order.force(key, since: entry.due, serial: entry.serial)
        } else if entry.due > now {
            order.wait(key, until: entry.due, serial: entry.serial)
        } else {
            let rise = entry.plan.instant.flatMap { $0 > now ? $0 : nil }
            order.ready(key, priority(of: entry, at: now), until: rise)
        }
    }

    private func priority(of entry: PollEntry, at now: Duration) -> PollOrder<Key>.Priority {
        let fast = isExpected(entry, at: now) ? fastPolling(of: entry.plan) : nil
        return PollOrder.Priority(
            importance: fast?.importance ?? entry.plan.importance,
            since: entry.answered.map { fast == nil ? $0 : max($0, entry.plan.instant ?? $0) },
            span: fast?.interval ?? entry.interval,
            shownSince: entry.shownSince,
            oldestAge: entry.plan.oldestAge,
            serial: entry.serial
        )
    }

    private func isExpected(_ entry: PollEntry, at now: Duration) -> Bool {
        entry.isExpected(at: now, timeLimit: fastPolling(of: entry.plan).timeLimit)
    }

    private func fastPolling(of plan: PollPlan) -> FastPolling {
        plan.fastPolling
            ?? FastPolling(
                importance: plan.importance,
                interval: limits.fastInterval,
                timeLimit: limits.fastTimeLimit
            )
    }

    private var room: Int { isDown ? 1 : limits.mostInFlight }

    /// Returns when a key can be handed out; `nil` while there are no keys, or all are in flight.
    package func nextDue(at now: Duration) -> Duration? {
        guard inFlight.count < room else { return nil }
        guard let due = order.nextTime(isPaused: isPaused) else { return nil }
        let next = available(at: max(now, due, health.opensAt))
        // A more important key may become due while unimportant ones wait for the budget.
        guard !isPaused, let change = order.nextChange, change > now else { return next }
        return min(next, max(change, bucket.nextAvailable(at: max(change, health.opensAt))))
    }

    /// Returns when the budget allows the next key; unimportant keys leave a reserve for others.
    private func available(at moment: Duration) -> Duration {
        let most = min(limits.reserve, limits.burst - 1)
        return bucket.nextAvailable(leaving: order.isUnimportant ? max(0, most) : 0, at: moment)
    }

    /// Whether the endpoint as a whole counts as unreachable.
    package var isDown: Bool { health.isDown }

    /// The time of the next probe during an outage; `nil` while the endpoint answers.
    package var nextTry: Duration? { isDown ? health.opensAt : nil }
}
