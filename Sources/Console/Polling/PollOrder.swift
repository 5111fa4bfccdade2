/// The serving order of the keys that are not in flight.
///
/// Keys refreshed by the user come first, then the more important, and among equals the one whose interval has
/// elapsed most often since its answer: as intervals are learned, that is staleness times how often a key changes.
/// One request in `starvingShare` goes to a less important key that has exceeded its maximum age the most, so that
/// no key starves and important ones still get most of the budget.
struct PollOrder<Key: Hashable & Sendable>: Sendable {
    /// What decides the place of a due key in the order.
    struct Priority {
        var importance: Int
        /// Its lateness is the time since then, in units of `span`.
        var since: Duration?
        var span: Duration
        var shownSince: Duration
        var oldestAge: Duration
        var serial: Int
    }

    private struct Level: Sendable {
        var byValue = StalenessQueue<Key>()
        var byAge = StalenessQueue<Key>()
    }

    /// The multiple of the maximum age from which the least important keys get twice the share.
    private static var starvationSpans: Double { 1.25 }

    private typealias Rank = StalenessQueue<Key>.Rank

    private let starvingShare: Int
    private var forced = PriorityQueue<Key, Rank>()
    private var levels: [Int: Level] = [:]
    private var importances: [Key: Int] = [:]
    /// The keys whose place changes at a known time.
    private var waiting = PriorityQueue<Key, Rank>()
    /// The number of keys served, from which the share of starving ones is counted.
    private var served = 0

    init(starvingShare: Int) {
        self.starvingShare = starvingShare
    }

    mutating func force(_ key: Key, since: Duration, serial: Int) {
        remove(key)
        forced.set(key, to: Rank(since: since, serial: serial))
    }

    /// Adds a due key; at `rise`, if there is one, its priority is to be computed again.
    mutating func ready(_ key: Key, _ priority: Priority, until rise: Duration?) {
        remove(key)
        let serial = priority.serial
        importances[key] = priority.importance
        var level = levels.removeValue(forKey: priority.importance) ?? Level()
        level.byValue.set(key, since: priority.since, span: priority.span, serial: serial)
        level.byAge.set(key, since: priority.shownSince, span: priority.oldestAge, serial: serial)
        levels[priority.importance] = level
        if let rise { waiting.set(key, to: Rank(since: rise, serial: serial)) }
    }

    mutating func wait(_ key: Key, until due: Duration, serial: Int) {
        remove(key)
        waiting.set(key, to: Rank(since: due, serial: serial))
    }

    mutating func remove(_ key: Key) {
        waiting.remove(key)
        forced.remove(key)
        guard let importance = importances.removeValue(forKey: key) else { return }
        levels[importance]?.byValue.remove(key)
        levels[importance]?.byAge.remove(key)
        if levels[importance]?.byValue.isEmpty == true { levels[importance] = nil }
    }

    /// Returns a key whose wait is over, to be placed again.
    func elapsedWait(at now: Duration) -> Key? {
        guard let (key, turn) = waiting.first, turn.since ?? .zero <= now else { return nil }
        return key
    }

    /// Returns and removes the next key; while paused, only keys that the user refreshed.
    mutating func next(isPaused: Bool, at now: Duration) -> Key? {
        let key = forced.first?.key ?? (isPaused ? nil : byPlan(at: now))
        guard let key else { return nil }
        remove(key)
        served += 1
        return key
    }

    private func byPlan(at now: Duration) -> Key? {
        guard let top = levels.keys.max() else { return nil }
        return starving(below: top, at: now) ?? levels[top]?.byValue.first(at: now)?.key
    }

    /// Returns a starving key when it is the starving ones' turn, alternating between the least and the most
    /// important of them, so that neither of the two takes the whole share.
    private func starving(below top: Int, at now: Duration) -> Key? {
        let share = isStarving(at: now) ? starvingShare / 2 : starvingShare
        guard share > 0, served % share == share - 1 else { return nil }
        // The most important level has the rest of the budget already, unless there is no other.
        let others = levels.count > 1 ? levels.keys.filter { $0 < top }.sorted() : [top]
        let outgrown = others.compactMap { levels[$0]?.byAge.first(at: now) }
            .filter { $0.spans > 1 }
        let isLeasts = served / share % 2 == 1
        return isLeasts ? outgrown.first?.key : outgrown.last?.key
    }

    /// Returns whether the least important keys have far exceeded their maximum age and get twice the share.
    private func isStarving(at now: Duration) -> Bool {
        guard let least = levels.keys.min() else { return false }
        return levels[least]?.byAge.first(at: now).map { $0.spans > Self.starvationSpans } ?? false
    }

    /// Whether all due keys have importance 0 or less, so that they may leave budget for others.
    var isUnimportant: Bool { forced.isEmpty && levels.keys.allSatisfy { $0 <= 0 } }

    /// The next time at which the order changes by itself.
    var nextChange: Duration? { waiting.first?.rank.since }

    /// Returns when a key can be served; `nil` while there is none.
    func nextTime(isPaused: Bool) -> Duration? {
        if !forced.isEmpty { return .zero }
        guard !isPaused else { return nil }
        return levels.isEmpty ? waiting.first?.rank.since : .zero
    }
}
