/// Keys by staleness, the time since a key's answer in units of its own span; the stalest is first.
///
/// The order of two keys with the same span does not change over time, so there is one queue for each span and only
/// their heads are compared; there are few spans.
struct StalenessQueue<Key: Hashable & Sendable>: Sendable {
    /// The order of keys with the same span: by time, then by insertion.
    struct Rank: Comparable, Sendable {
        /// `nil` for a key without an answer, which is the stalest.
        var since: Duration?
        var serial: Int

        static func < (left: Rank, right: Rank) -> Bool {
            if left.since == right.since { return left.serial < right.serial }
            guard let leftSince = left.since else { return true }
            guard let rightSince = right.since else { return false }
            return leftSince < rightSince
        }
    }

    private var queues: [Duration: PriorityQueue<Key, Rank>] = [:]
    private var spans: [Key: Duration] = [:]

    var isEmpty: Bool { queues.isEmpty }

    mutating func set(_ key: Key, since: Duration?, span: Duration, serial: Int) {
        if let old = spans[key], old != span { remove(key) }
        queues[span, default: PriorityQueue()].set(key, to: Rank(since: since, serial: serial))
        spans[key] = span
    }

    mutating func remove(_ key: Key) {
        guard let span = spans.removeValue(forKey: key) else { return }
        queues[span]?.remove(key)
        if queues[span]?.isEmpty == true { queues[span] = nil }
    }

    /// Returns the stalest key and how many of its spans have passed.
    func first(at now: Duration) -> (key: Key, spans: Double)? {
        var best: (key: Key, spans: Double, serial: Int)?
        for (span, queue) in queues {
            guard let (key, turn) = queue.first else { continue }
            let passed = turn.since.map { (now - $0) / span } ?? .infinity
            if let best, (best.spans, -best.serial) >= (passed, -turn.serial) { continue }
            best = (key, passed, turn.serial)
        }
        return best.map { (key: $0.key, spans: $0.spans) }
    }
}
