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

        package init() {}
    }

    struct Entry: Sendable {
        var plan: PollPlan
        var due: Duration
        /// The beginning of the last attempt, and the end of the last that was answered.
        var asked: Duration?
        var answered: Duration?
        var changed: Duration?
        let added: Duration
        var failures = 0
        /// Asked for by hand: goes before what is not, also in a pause.
        var isForced = false

        /// What is shown of it dates from then.
        func age(at now: Duration) -> Duration { now - (answered ?? added) }
    }

    let limits: Limits
    private(set) var entries: [Key: Entry] = [:]
    /// The keys that are out, and since when.
    private(set) var inFlight: [Key: Duration] = [:]
    private(set) var health: EndpointHealth<Key>
    private var bucket: TokenBucket
    private var generator: any RandomNumberGenerator & Sendable
    /// Keys handed out so far, for the share of those that would starve.
    private var served = 0

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
        bucket = TokenBucket(perSecond: limits.perSecond, burst: limits.burst, at: now)
    }

    /// Says what is to be kept fresh from now on: what is new is due at once, what is left out is forgotten.
    package mutating func want(_ plans: [Key: PollPlan], at now: Duration) {
        for key in entries.keys where plans[key] == nil { entries[key] = nil }
        for (key, plan) in plans {
            guard let old = entries[key] else {
                entries[key] = Entry(plan: plan, due: now, added: now)
                continue
            }
            guard old.plan != plan else { continue }
            entries[key]?.plan = plan
            replan(key, at: now)
        }
    }

    /// Makes keys due at once, for a refresh by hand and after an action.
    ///
    /// One that is out is asked once more when it is back, since its answer may be older than the wish.
    package mutating func refresh(_ keys: [Key], at now: Duration) {
        for key in keys where entries[key] != nil {
            entries[key]?.due = now
            entries[key]?.isForced = true
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
        guard now >= health.opens, inFlight.count < room else { return [] }
        var order = PollOrder(candidates(at: now), isProbe: isDown, at: now)
        var taken: [Key] = []
        while inFlight.count < room, let key = order.next(served: served), bucket.take(at: now) {
            entries[key]?.asked = now
            entries[key]?.isForced = false
            inFlight[key] = now
            served += 1
            taken.append(key)
        }
        return taken
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
        }
        if isUpAgain { spreadOut(at: now) }
    }

    private mutating func record(
        _ outcome: PollOutcome,
        in entry: inout Entry,
        at now: Duration
    ) {
        switch outcome {
        case .answered, .changed, .unchanged:
            entry.failures = 0
            entry.answered = now
            if outcome == .changed { entry.changed = now }
            entry.due = planned(entry, since: now)
        case .failed, .faulted:
            entry.failures += 1
            entry.due = now + limits.backOff.delay(after: entry.failures, using: &generator)
        case .endpointDown, .asked:
            entry.due = now
        }
    }

    /// After an outage everything is due; asked for all at once it would be the next one.
    private mutating func spreadOut(at now: Duration) {
        for (key, entry) in entries where entry.due <= now && !entry.isForced {
            guard inFlight[key] == nil else { continue }
            let share = Double.random(
                in: 0...(entry.plan.importance > 0 ? 0.2 : 1),
                using: &generator
            )
            entries[key]?.due = now + entry.plan.interval * share
        }
    }

    /// Moves the next question to where a changed plan has it, counted from the last answer.
    private mutating func replan(_ key: Key, at now: Duration) {
        guard let entry = entries[key], entry.failures == 0, !entry.isForced,
            let answered = entry.answered
        else { return }
        let due = max(now, planned(entry, since: answered))
        entries[key]?.due = due
    }

    /// When an answered question is asked again.
    private func planned(_ entry: Entry, since answered: Duration) -> Duration {
        let regular = answered + entry.plan.interval * scale
        guard let instant = entry.plan.instant else { return regular }
        let asked = entry.asked ?? .zero
        if asked < instant { return min(regular, max(instant, answered)) }
        let isSeen = entry.changed.map { $0 >= instant } ?? false
        guard !isSeen, answered < instant + limits.eagerTime else { return regular }
        return min(regular, answered + limits.eagerInterval)
    }

    private func candidates(at now: Duration) -> [(key: Key, entry: Entry)] {
        entries.filter { key, entry in
            entry.due <= now && inFlight[key] == nil && (!isPaused || entry.isForced)
        }.map { (key: $0.key, entry: $0.value) }
    }

    private var room: Int { isDown ? 1 : limits.mostInFlight }

    /// When there is something to hand out again; `nil` while nothing is wanted, or all of it is out.
    package func nextDue(at now: Duration) -> Duration? {
        guard inFlight.count < room else { return nil }
        let waiting = entries.filter { inFlight[$0.key] == nil && (!isPaused || $0.value.isForced) }
        guard let due = waiting.values.map(\.due).min() else { return nil }
        let earliest = max(now, due, health.opens)
        return max(earliest, bucket.nextAvailable(at: earliest))
    }

    /// Whether the endpoint as a whole is taken to be out of reach.
    package var isDown: Bool { health.isDown }

    /// When the endpoint is asked again after an outage; `nil` while it answers.
    package var nextTry: Duration? { isDown ? health.opens : nil }
}
