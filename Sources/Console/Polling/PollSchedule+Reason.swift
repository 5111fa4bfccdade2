extension PollSchedule {
    /// Why a key is asked when it is, in words for whoever wonders: "in 4 s: every 10 s".
    ///
    /// `nil` for a key that is not wanted.
    package func reason(for key: Key, at now: Duration) -> String? {
        guard let entry = entries[key] else { return nil }
        if inFlight[key] != nil { return "being asked now" }
        if isDown { return "the service is out of reach: next try \(time(to: health.opens, now))" }
        if health.pauseEnds > now {
            return "\(time(to: health.pauseEnds, now)): the service asked for a pause"
        }
        if entry.isForced { return "next: asked for by hand" }
        if isPaused { return "paused" }
        if entry.due <= now { return "next: waits for its turn" }
        return "\(time(to: entry.due, now)): \(cause(of: entry))"
    }

    /// The keys in the order in which they are due, the first so many.
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

    /// Rounded up, so that what is still to come is never "in 0 s".
    private static func seconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds + (attoseconds > 0 ? 1 : 0)
    }
}
