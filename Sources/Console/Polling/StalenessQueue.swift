/// Keys by how stale they are, each measured by a span of its own: the one whose span has passed most often
/// is first.
///
/// The order of two keys with the same span never changes as time goes by, so there is one queue a span, and
/// only their heads are compared; spans are few.
struct StalenessQueue<Key: Hashable & Sendable>: Sendable {
    /// Since when, and which of those came first.
    struct Turn: Comparable, Sendable {
        /// `nil` for what was never seen: nothing is staler.
        var since: Duration?
        var serial: Int

        static func < (left: Turn, right: Turn) -> Bool {
            if left.since == right.since { return left.serial < right.serial }
            guard let leftSince = left.since else { return true }
            guard let rightSince = right.since else { return false }
            return leftSince < rightSince
        }
    }

    private var queues: [Duration: PriorityQueue<Key, Turn>] = [:]
    private var spans: [Key: Duration] = [:]

    var isEmpty: Bool { queues.isEmpty }

    mutating func set(_ key: Key, since: Duration?, span: Duration, serial: Int) {
        if let old = spans[key], old != span { remove(key) }
        queues[span, default: PriorityQueue()].set(key, to: Turn(since: since, serial: serial))
        spans[key] = span
    }

    mutating func remove(_ key: Key) {
        guard let span = spans.removeValue(forKey: key) else { return }
        queues[span]?.remove(key)
        if queues[span]?.isEmpty == true { queues[span] = nil }
    }

    /// The stalest key, and how many of its spans have passed.
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
