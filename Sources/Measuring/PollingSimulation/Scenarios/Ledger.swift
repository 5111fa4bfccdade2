/// Records which changes were seen when; strategies have no access to it.
struct Ledger: Sendable {
    private let scenario: Scenario
    private let timetable: Timetable
    /// The next unseen change of each job, and the time of the last answer about each job.
    private var next: [Int]
    private var answered: [Duration]
    /// The newest run of each job whose start was seen.
    private var knownRun: [Int]
    private(set) var ages: [Sighting: Ages] = [:]
    /// The number of requests within the measured hours.
    private(set) var requests = 0
    private(set) var oldestKey = Duration.zero
    /// The times at which starts were seen, by the full hour at which they were due.
    private(set) var simultaneousStarts: [Int: SimultaneousStarts] = [:]

    init(_ scenario: Scenario, _ timetable: Timetable) {
        self.scenario = scenario
        self.timetable = timetable
        next = scenario.models.map { _ in 0 }
        knownRun = scenario.models.map { _ in -1 }
        answered = scenario.models.map { _ in .zero }
    }

    mutating func asked(at now: Duration) {
        if timetable.calm.contains(now) { requests += 1 }
    }

    /// Receives at `now` an answer with a job's state at `moment`.
    mutating func saw(_ job: Int, asOf moment: Duration, at now: Duration) {
        guard job < answered.count else { return }
        // Delays by an outage are not measured here.
        oldestKey = max(oldestKey, now - max(answered[job], timetable.flakyUntil))
        answered[job] = now
        let known = knownRun[job]
        while let change = pending(of: job), change.time <= moment {
            note(change, of: job, isKnown: change.run <= known, at: now)
            next[job] += 1
            knownRun[job] = change.run
        }
    }

    /// Counts unseen changes with the age they have at the end.
    mutating func close(at now: Duration) {
        for job in scenario.models.indices { saw(job, asOf: now, at: now) }
    }

    private func pending(of job: Int) -> SimulatedChange? {
        next[job] < scenario.changes[job].count ? scenario.changes[job][next[job]] : nil
    }

    private mutating func note(
        _ change: SimulatedChange,
        of job: Int,
        isKnown: Bool,
        at now: Duration
    ) {
        let age = now - change.time
        if timetable.isFlaky(change.time), change.sort != .step {
            ages[.flakyHour, default: Ages()].add(age)
        }
        guard timetable.calm.contains(change.time) else { return }
        for sighting in sightings(of: change, of: job, isKnown: isKnown) {
            ages[sighting, default: Ages()].add(age)
        }
        if change.sort == .start { noteCrowd(change, of: job, at: now) }
    }

    private func sightings(of change: SimulatedChange, of job: Int, isKnown: Bool) -> [Sighting] {
        var sightings: [Sighting] = []
        if change.sort == .start {
            sightings.append(scenario.models[job].isManual ? .manualStart : .scheduledStart)
        } else if isKnown, scenario.sight(at: change.time).contains(job) {
            sightings.append(.inSight)
        }
        sightings += placed(change, of: job)
        guard change.sort == .end else { return sightings }
        if isKnown { sightings.append(.endOfKnown) }
        if scenario.runs[job][change.run].hasFailed { sightings.append(.failure) }
        return sightings
    }

    /// Returns the sorts of a change: scheduled starts and ends, by whether the row was in sight.
    private func placed(_ change: SimulatedChange, of job: Int) -> [Sighting] {
        let isInSight = scenario.sight(at: change.time).contains(job)
        switch change.sort {
        case .start where scenario.models[job].isManual: return []
        case .start: return [isInSight ? .startInSight : .startOutOfSight]
        case .end: return [isInSight ? .endInSight : .endOutOfSight]
        case .step: return []
        }
    }

    private mutating func noteCrowd(_ change: SimulatedChange, of job: Int, at now: Duration) {
        guard case .crontab = scenario.models[job].trigger else { return }
        let hour = Int(change.time / .seconds(3600))
        let due = Duration.seconds(3600) * hour
        guard change.time - due <= .seconds(4) else { return }
        simultaneousStarts[hour, default: SimultaneousStarts()].add(now - due)
    }
}

/// The starts that were due at the same full hour.
struct SimultaneousStarts: Sendable {
    private(set) var starts = 0
    /// The time from the full hour until the last of them was seen.
    private(set) var last = Duration.zero

    mutating func add(_ age: Duration) {
        starts += 1
        last = max(last, age)
    }
}
