extension PollSchedule {
    /// Returns when a key is requested next and why, in words for the user: "in 4 s: every 10 s".
    ///
    /// The result is `nil` for a key that is not in the schedule.
    package func reason(for key: Key, at now: Duration) -> String? {
        guard let entry = entries[key] else { return nil }
        if inFlight[key] != nil { return "being asked now" }
        if isDown {
            return "the service is out of reach: next try \(time(to: health.opensAt, now))"
        }
        if health.throttledUntil > now {
            return "\(time(to: health.throttledUntil, now)): the service asked for a pause"
        }
        if entry.isForced { return "next: asked for by hand" }
        if isPaused { return "paused" }
        if entry.due <= now { return "next: waits for its turn" }
        return "\(time(to: entry.due, now)): \(cause(of: entry))"
    }

    /// Returns the first `count` keys in the order in which they are due.
    package func next(_ count: Int) -> [Key] {
        entries.sorted {
            ($0.value.due, $1.value.plan.importance) < ($1.value.due, $0.value.plan.importance)
        }
        .prefix(count).map(\.key)
    }

    private func cause(of entry: PollEntry) -> String {
        if entry.failures > 0 {
            return entry.failures == 1 ? "after a failure" : "after \(entry.failures) failures"
        }
        let regular = entry.shownSince + entry.wait * scale
        if let instant = entry.plan.instant, entry.due < regular {
            return entry.due <= instant ? "a change is due then" : "a change is overdue"
        }
        return "every \(Self.seconds(entry.interval * scale)) s"
    }

    private func time(to moment: Duration, _ now: Duration) -> String {
        moment <= now ? "now" : "in \(Self.seconds(moment - now)) s"
    }

    /// Returns seconds, rounded up so that no time in the future reads "in 0 s".
    private static func seconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds + (attoseconds > 0 ? 1 : 0)
    }
}
