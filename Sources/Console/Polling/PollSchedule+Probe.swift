extension PollSchedule {
    /// Returns the key to probe with while the endpoint is down: the one not requested for longest.
    ///
    /// A key whose requests always fail must not be the only one that is probed. There is at most one probe a
    /// second, so looking at all keys is cheap enough.
    func probe(at now: Duration) -> Key? {
        let able = entries.filter { key, entry in
            entry.due <= now && inFlight[key] == nil && (!isPaused || entry.isForced)
        }
        return able.min { Self.probes($0.value, before: $1.value) }?.key
    }

    private static func probes(_ left: PollEntry, before right: PollEntry) -> Bool {
        let (leftAsked, rightAsked) = (left.asked ?? .zero, right.asked ?? .zero)
        if leftAsked != rightAsked { return leftAsked < rightAsked }
        if left.isForced != right.isForced { return left.isForced }
        if left.plan.importance != right.plan.importance {
            return left.plan.importance > right.plan.importance
        }
        return (left.due, left.serial) < (right.due, right.serial)
    }
}
