/// Which keys are due when: a value that knows no API and no clock, and starts nothing.
///
/// Times are durations since any fixed beginning. **Invariants:** a key is never handed out twice before
/// its outcome is reported, also when it was forgotten and wanted again meanwhile; never more than
/// `mostInFlight` are out; while the endpoint is down, one is.
package struct PollSchedule<Key: Hashable & Sendable>: Sendable {
    package struct Limits: Sendable {
        package var perSecond = 5.0
        package var burst = 20.0
        package var mostInFlight = 8
        package var backOff = BackOff()
        /// Between questions after a plan's instant, until the change is seen.
        package var eagerInterval = Duration.seconds(2)
        /// After so long without the change, the plan's own interval is good enough again.
        package var eagerTime = Duration.seconds(60)
        /// One in so many goes to what would starve below what is more important.
        package var starvingShare = 8
        /// Of the burst so much is left for what is more important than 0.
        package var reserve = 15.0

        package init() {}
    }

    let limits: Limits
    private(set) var entries: [Key: PollEntry] = [:]
    /// The keys that are out, and since when.
    private(set) var inFlight: [Key: Duration] = [:]
    private(set) var health: EndpointHealth<Key>
    private var bucket: TokenBucket
    private var generator: any RandomNumberGenerator & Sendable
    private var order: PollOrder<Key>
    /// Keys wanted so far, which numbers them.
    private var wanted = 0

    /// Hands out only what is asked for by hand.
    package var isPaused = false
    /// Stretches every interval: above 1 is slower, for a terminal that nobody looks at.
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

    /// Says what is to be kept fresh from now on: what is new is due at once, what is left out is forgotten.
    package mutating func want(_ plans: [Key: PollPlan], at now: Duration) {
        for key in entries.keys where plans[key] == nil { want(nil, for: key, at: now) }
        for (key, plan) in plans { want(plan, for: key, at: now) }
    }

    /// Says how one key is to be kept fresh, and leaves the others as they are; `nil` forgets it.
    ///
    /// For whoever has so many that comparing them all after each answer is too much.
    package mutating func want(_ plan: PollPlan?, for key: Key, at now: Duration) {
        guard let plan else {
            entries[key] = nil
            order.remove(key)
            return
        }
        guard let old = entries[key] else {
            entries[key] = PollEntry(plan: plan, at: now, serial: wanted)
            wanted += 1
            return place(key, at: now)
        }
        guard old.plan != plan else { return }
        entries[key]?.plan = plan
        replan(key, at: now)
    }

    /// Makes keys due at once, for a refresh by hand and after an action.
    ///
    /// One that is out is asked once more when it is back, since its answer may be older than the wish.
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

    /// Hands out what is due and affordable; in what order, see ``PollOrder``.
    package mutating func takeDue(at now: Duration) -> [Key] {
        guard now >= health.opens else { return [] }
        while let key = order.woken(at: now) { place(key, at: now) }
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

    /// Records how an attempt ended; a key no longer wanted only tells of the endpoint.
    package mutating func finish(_ key: Key, _ outcome: PollOutcome, at now: Duration) {
        guard let began = inFlight.removeValue(forKey: key) else { return }
        let isUpAgain = health.note(
            outcome,
            of: key,
            began: began,
            wanted: entries.count,
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
        case .endpointDown, .asked:
            entry.due = now
        }
    }

    /// What comes when it is expected says nothing of what comes unannounced.
    private func learn(_ outcome: PollOutcome, in entry: inout PollEntry) {
        guard outcome != .answered, !isExpected(entry, at: entry.asked ?? .zero) else { return }
        entry.pace.learn(hasChanged: outcome == .changed, under: entry.plan)
    }

    /// After an outage everything is due; asked for all at once it would be the next one.
    private mutating func spreadOut(at now: Duration) {
        let due = entries.filter { key, entry in
            entry.due <= now && !entry.isForced && inFlight[key] == nil
        }
        for (key, entry) in due.sorted(by: { $0.value.serial < $1.value.serial }) {
            let eager = isExpected(entry, at: now) ? eagerness(of: entry.plan) : nil
            let share = Double.random(
                in: 0...(eager?.importance ?? entry.plan.importance > 0 ? 0.2 : 1),
                using: &generator
            )
            entries[key]?.due = now + (eager?.interval ?? entry.interval) * share
            place(key, at: now)
        }
    }

    /// Moves the next question to where a changed plan has it, counted from the last answer.
    private mutating func replan(_ key: Key, at now: Duration) {
        guard let entry = entries[key] else { return }
        if entry.failures == 0, !entry.isForced, let answered = entry.answered {
            let due = max(now, planned(entry, since: answered))
            entries[key]?.due = due
        }
        place(key, at: now)
    }

    /// When an answered question is asked again.
    private func planned(_ entry: PollEntry, since answered: Duration) -> Duration {
        let regular = answered + entry.wait * scale
        guard let instant = entry.plan.instant else { return regular }
        if entry.asked ?? .zero < instant { return min(regular, max(instant, answered)) }
        guard isExpected(entry, at: answered) else { return regular }
        return min(regular, answered + eagerness(of: entry.plan).interval)
    }

    /// Puts a key that is not out where it stands in the order of serving.
    private mutating func place(_ key: Key, at now: Duration) {
        guard inFlight[key] == nil, let entry = entries[key] else { return order.remove(key) }
        if entry.isForced {
            order.force(key, since: entry.due, serial: entry.serial)
        } else if entry.due > now {
            order.wait(key, until: entry.due, serial: entry.serial)
        } else {
            let rise = entry.plan.instant.flatMap { $0 > now ? $0 : nil }
            order.ready(key, standing(of: entry, at: now), until: rise)
        }
    }

    private func standing(of entry: PollEntry, at now: Duration) -> PollOrder<Key>.Standing {
        let eager = isExpected(entry, at: now) ? eagerness(of: entry.plan) : nil
        return PollOrder.Standing(
            importance: eager?.importance ?? entry.plan.importance,
            since: entry.answered.map { eager == nil ? $0 : max($0, entry.plan.instant ?? $0) },
            span: eager?.interval ?? entry.interval,
            shownSince: entry.shownSince,
            oldestAge: entry.plan.oldestAge,
            serial: entry.serial
        )
    }

    private func isExpected(_ entry: PollEntry, at now: Duration) -> Bool {
        entry.isExpected(at: now, eagerTime: eagerness(of: entry.plan).time)
    }

    private func eagerness(of plan: PollPlan) -> Eagerness {
        plan.eagerness
            ?? Eagerness(
                importance: plan.importance,
                interval: limits.eagerInterval,
                time: limits.eagerTime
            )
    }

    private var room: Int { isDown ? 1 : limits.mostInFlight }

    /// When there is something to hand out again; `nil` while nothing is wanted, or all of it is out.
    package func nextDue(at now: Duration) -> Duration? {
        guard inFlight.count < room else { return nil }
        guard let due = order.nextTime(isPaused: isPaused) else { return nil }
        let next = available(at: max(now, due, health.opens))
        // Something more important may come while what is not important waits for the budget.
        guard !isPaused, let change = order.nextChange, change > now else { return next }
        return min(next, max(change, bucket.nextAvailable(at: max(change, health.opens))))
    }

    /// When the budget allows what is next; what is not important leaves some for what will be.
    private func available(at moment: Duration) -> Duration {
        let most = min(limits.reserve, limits.burst - 1)
        return bucket.nextAvailable(leaving: order.isUnimportant ? max(0, most) : 0, at: moment)
    }

    /// Whether the endpoint as a whole is taken to be out of reach.
    package var isDown: Bool { health.isDown }

    /// When the endpoint is asked again after an outage; `nil` while it answers.
    package var nextTry: Duration? { isDown ? health.opens : nil }
}
