/// Which keys are due when: a value that knows no API and no clock, and starts nothing.
///
/// Times are durations since any fixed beginning. **Invariants:** a key is never handed out twice before
/// its outcome is reported; never more than `mostInFlight` are out; while the endpoint is down, one is.
package struct PollSchedule<Key: Hashable & Sendable>: Sendable {
    package struct Limits: Sendable {
        package var perSecond = 5.0
        package var burst = 20.0
        package var mostInFlight = 8
        package var firstBackOff = Duration.seconds(2)
        package var longestBackOff = Duration.seconds(60)

        package init() {}
    }

    private struct Entry {
        var plan: PollPlan
        var due: Duration
        var failures = 0
        var isInFlight = false
        /// Asked for while in flight: once more as soon as that is answered.
        var isWantedAgain = false
    }

    private let limits: Limits
    private var bucket: TokenBucket
    private var entries: [Key: Entry] = [:]
    private var inFlight = 0
    /// Failures of the endpoint as a whole since it last answered.
    private var downs = 0
    private var resumes = Duration.zero
    private var generator: any RandomNumberGenerator & Sendable

    package init(
        limits: Limits = Limits(),
        at now: Duration,
        generator: any RandomNumberGenerator & Sendable
    ) {
        self.limits = limits
        self.generator = generator
        bucket = TokenBucket(perSecond: limits.perSecond, burst: limits.burst, at: now)
    }

    /// Whether the endpoint as a whole is taken to be out of reach.
    package var isDown: Bool { downs > 0 }

    /// Says what is to be kept fresh from now on: what is new is due at once, what is left out is forgotten.
    package mutating func want(_ plans: [Key: PollPlan], at now: Duration) {
        for (key, entry) in entries where plans[key] == nil {
            if entry.isInFlight { inFlight -= 1 }
            entries[key] = nil
        }
        for (key, plan) in plans {
            guard let old = entries[key] else {
                entries[key] = Entry(plan: plan, due: now)
                continue
            }
            guard old.plan != plan else { continue }
            entries[key]?.plan = plan
            // A shorter interval counts from the last answer, so it may make the key due now.
            if old.failures == 0, plan.interval < old.plan.interval {
                entries[key]?.due = max(now, old.due - old.plan.interval + plan.interval)
            }
        }
    }

    /// Makes keys due at once, for a refresh by hand and after an action.
    package mutating func refresh(_ keys: [Key], at now: Duration) {
        for key in keys where entries[key] != nil {
            entries[key]?.due = now
            let isOut = entries[key]?.isInFlight ?? false
            entries[key]?.isWantedAgain = isOut
        }
        if downs > 0 { resumes = min(resumes, now) }
    }

    /// Hands out what is due and affordable, the most important first, then the longest due.
    package mutating func takeDue(at now: Duration) -> [Key] {
        guard now >= resumes else { return [] }
        let room = downs > 0 ? 1 : limits.mostInFlight
        guard inFlight < room else { return [] }
        let due = entries.filter { !$0.value.isInFlight && $0.value.due <= now }
            .sorted { left, right in
                left.value.plan.importance == right.value.plan.importance
                    ? left.value.due < right.value.due
                    : left.value.plan.importance > right.value.plan.importance
            }
        var taken: [Key] = []
        for (key, _) in due where inFlight < room {
            guard bucket.take(at: now) else { break }
            entries[key]?.isInFlight = true
            inFlight += 1
            taken.append(key)
        }
        return taken
    }

    /// Records how an attempt ended; a key no longer wanted only tells of the endpoint.
    package mutating func finish(_ key: Key, _ outcome: PollOutcome, at now: Duration) {
        note(outcome, at: now)
        guard var entry = entries[key], entry.isInFlight else { return }
        entry.isInFlight = false
        inFlight -= 1
        switch outcome {
        case .answered:
            entry.failures = 0
            entry.due = entry.isWantedAgain ? now : now + entry.plan.interval
        case .failed:
            entry.failures += 1
            entry.due = now + backOff(entry.failures)
        case .endpointDown, .asked:
            entry.due = now
        }
        entry.isWantedAgain = false
        entries[key] = entry
    }

    /// The endpoint's own state: down after one failure of its kind, up again with one answer.
    private mutating func note(_ outcome: PollOutcome, at now: Duration) {
        switch outcome {
        case .answered, .failed:
            if downs > 0 { spreadOut(at: now) }
            downs = 0
            resumes = min(resumes, now)
        case .endpointDown:
            downs += 1
            resumes = now + backOff(downs)
        case .asked(let pause):
            resumes = max(resumes, now + pause)
        }
    }

    /// After an outage everything is due; asked for all at once it would be the next one.
    private mutating func spreadOut(at now: Duration) {
        for (key, entry) in entries where entry.due <= now && !entry.isInFlight {
            let share = entry.plan.importance > 0 ? 0.2 : 1
            entries[key]?.due =
                now + entry.plan.interval
                * (Double.random(
                    in: 0...1,
                    using: &generator
                ) * share)
        }
    }

    /// Doubles with every failure up to the longest, and spreads over its upper half.
    private mutating func backOff(_ failures: Int) -> Duration {
        var full = limits.firstBackOff
        for _ in 1..<max(1, min(failures, 16)) { full *= 2 }
        return min(full, limits.longestBackOff) * Double.random(in: 0.5...1, using: &generator)
    }

    /// When there is something to hand out again; `nil` while nothing is wanted, or all of it is out.
    package func nextDue(at now: Duration) -> Duration? {
        let room = downs > 0 ? 1 : limits.mostInFlight
        guard inFlight < room,
            let due = entries.values.filter({ !$0.isInFlight }).map(\.due).min()
        else { return nil }
        return max(due, resumes, bucket.nextAvailable(at: max(now, due)))
    }

    /// When the endpoint is asked again after an outage; `nil` while it answers.
    package var nextTry: Duration? { downs > 0 ? resumes : nil }
}
