/// The keys that are not out, in the order in which they are served while there is budget.
///
/// By hand before by plan, then the more important, and among equals the one whose interval has passed most
/// often since it was seen: since an interval is learned, that is staleness times how often a key changes.
/// One in some goes to a less important key that has outgrown its oldest age the furthest, so that nothing
/// starves, and what matters most still has most of the budget.
struct PollOrder<Key: Hashable & Sendable>: Sendable {
    /// How a key that is due stands among the others.
    struct Standing {
        var importance: Int
        /// What it is late by is measured in this span since then.
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

    /// So many times its oldest age is far too old.
    private static var starvationSpans: Double { 1.25 }

    private typealias Turn = StalenessQueue<Key>.Turn

    private let starvingShare: Int
    private var forced = PriorityQueue<Key, Turn>()
    private var levels: [Int: Level] = [:]
    private var importances: [Key: Int] = [:]
    /// Keys for which something changes by the passing of time alone, and when.
    private var waiting = PriorityQueue<Key, Turn>()
    /// Keys handed out so far, for the share of those that would starve.
    private var served = 0

    init(starvingShare: Int) {
        self.starvingShare = starvingShare
    }

    mutating func force(_ key: Key, since: Duration, serial: Int) {
        remove(key)
        forced.set(key, to: Turn(since: since, serial: serial))
    }

    /// Has a key wait for its turn; should time raise its standing, it is woken then.
    mutating func ready(_ key: Key, _ standing: Standing, until rise: Duration?) {
        remove(key)
        let serial = standing.serial
        importances[key] = standing.importance
        var level = levels.removeValue(forKey: standing.importance) ?? Level()
        level.byValue.set(key, since: standing.since, span: standing.span, serial: serial)
        level.byAge.set(key, since: standing.shownSince, span: standing.oldestAge, serial: serial)
        levels[standing.importance] = level
        if let rise { waiting.set(key, to: Turn(since: rise, serial: serial)) }
    }

    mutating func wait(_ key: Key, until due: Duration, serial: Int) {
        remove(key)
        waiting.set(key, to: Turn(since: due, serial: serial))
    }

    mutating func remove(_ key: Key) {
        waiting.remove(key)
        forced.remove(key)
        guard let importance = importances.removeValue(forKey: key) else { return }
        levels[importance]?.byValue.remove(key)
        levels[importance]?.byAge.remove(key)
        if levels[importance]?.byValue.isEmpty == true { levels[importance] = nil }
    }

    /// A key whose moment has come, to be placed anew.
    func woken(at now: Duration) -> Key? {
        guard let (key, turn) = waiting.first, turn.since ?? .zero <= now else { return nil }
        return key
    }

    /// The next key; in a pause, of those asked for by hand.
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

    /// Where it is the turn of what starves: by turns the least and the most important of it, so that
    /// neither all of it is spent on the least, nor the least is forgotten where all the others starve.
    private func starving(below top: Int, at now: Duration) -> Key? {
        let share = isStarving(at: now) ? starvingShare / 2 : starvingShare
        guard share > 0, served % share == share - 1 else { return nil }
        // What is at the top has its share already, unless it is all that there is.
        let others = levels.count > 1 ? levels.keys.filter { $0 < top }.sorted() : [top]
        let outgrown = others.compactMap { levels[$0]?.byAge.first(at: now) }
            .filter { $0.spans > 1 }
        let isLeasts = served / share % 2 == 1
        return isLeasts ? outgrown.first?.key : outgrown.last?.key
    }

    /// Whether the least important have long outgrown their age: then they have twice the share.
    private func isStarving(at now: Duration) -> Bool {
        guard let least = levels.keys.min() else { return false }
        return levels[least]?.byAge.first(at: now).map { $0.spans > Self.starvationSpans } ?? false
    }

    /// Whether all that is due has no importance, so that it may wait.
    var isUnimportant: Bool { forced.isEmpty && levels.keys.allSatisfy { $0 <= 0 } }

    /// When time alone changes the order.
    var nextChange: Duration? { waiting.first?.rank.since }

    /// When there is a key to serve; `nil` while there is none.
    func nextTime(isPaused: Bool) -> Duration? {
        if !forced.isEmpty { return .zero }
        guard !isPaused else { return nil }
        return levels.isEmpty ? waiting.first?.rank.since : .zero
    }
}
