extension PollSchedule {
    /// The one question that goes out while the endpoint is down: of a key not tried for longest.
    ///
    /// One bad question must not be the only one that is ever asked. There is one a second at most, so all
    /// keys may be looked at.
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
