/// In what order keys that are due are served, while there is budget.
///
/// By hand before by plan, then the more important, then the longest due. One in four goes to the key that
/// has outgrown its oldest age the furthest, so that nothing starves, and what is looked at still has most
/// of the budget. A probe of an endpoint that is down is the key not tried for longest: one bad question
/// must not be the only one that is ever asked.
struct PollOrder<Key: Hashable & Sendable> {
    typealias Candidate = (key: Key, entry: PollSchedule<Key>.Entry)

    /// One in so many goes to what would starve.
    private let starvingShare = 4
    /// Both have the next one last.
    private var byValue: [Candidate]
    private var starving: [Candidate]
    private var taken: Set<Key> = []

    init(_ candidates: [Candidate], isProbe: Bool, at now: Duration) {
        byValue = candidates.sorted { left, right in
            isProbe
                ? Self.probes(right.entry, before: left.entry)
                : Self.goes(right.entry, before: left.entry)
        }
        starving =
            isProbe
            ? []
            : candidates.filter { $0.entry.age(at: now) > $0.entry.plan.oldestAge }
                .sorted { Self.excess($0.entry, at: now) < Self.excess($1.entry, at: now) }
    }

    /// The next key; `served` counts those handed out before it, ever.
    mutating func next(served: Int) -> Key? {
        let isStarvingsTurn = served % starvingShare == starvingShare - 1
        if isStarvingsTurn, let key = Self.pop(&starving, &taken) { return key }
        return Self.pop(&byValue, &taken)
    }

    private static func pop(_ candidates: inout [Candidate], _ taken: inout Set<Key>) -> Key? {
        while let candidate = candidates.popLast() {
            if taken.insert(candidate.key).inserted { return candidate.key }
        }
        return nil
    }

    private static func goes(
        _ left: PollSchedule<Key>.Entry,
        before right: PollSchedule<Key>.Entry
    ) -> Bool {
        if left.isForced != right.isForced { return left.isForced }
        if left.plan.importance != right.plan.importance {
            return left.plan.importance > right.plan.importance
        }
        return left.due < right.due
    }

    private static func probes(
        _ left: PollSchedule<Key>.Entry,
        before right: PollSchedule<Key>.Entry
    ) -> Bool {
        let (leftAsked, rightAsked) = (left.asked ?? .zero, right.asked ?? .zero)
        return leftAsked == rightAsked ? goes(left, before: right) : leftAsked < rightAsked
    }

    private static func excess(_ entry: PollSchedule<Key>.Entry, at now: Duration) -> Duration {
        entry.age(at: now) - entry.plan.oldestAge
    }
}
