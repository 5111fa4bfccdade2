package import PipelineAPI

package import struct FoundationEssentials.Date

/// What a few requests say of a profile's service.
package struct ProfileFacts: Equatable, Sendable {
    /// The milliseconds of the latest answer.
    package var milliseconds: Int
    /// Seconds by which the service's clock is ahead of this machine's; `nil` where it does not say its time.
    package var clock: Double?
    package var jobs: Int
    /// The jobs whose runs are known; the counts are of these.
    package var asked: Int
    package var running: Int
    package var failing: Int
    package var late: Int
    /// The time of the oldest answer that the counts are made of.
    package var oldest: Date

    package init(
        milliseconds: Int,
        clock: Double?,
        jobs: Int,
        asked: Int,
        running: Int,
        failing: Int,
        late: Int,
        oldest: Date
    ) {
        self.milliseconds = milliseconds
        self.clock = clock
        self.jobs = jobs
        self.asked = asked
        self.running = running
        self.failing = failing
        self.late = late
        self.oldest = oldest
    }

    /// Counts the jobs whose runs are known.
    package init(
        known: [(job: Job, runs: [Run])],
        of jobs: Int,
        oldest: Date,
        milliseconds: Int,
        clock: Double?,
        zone: ServiceZone,
        now: Date
    ) {
        let triage = Triage(jobs: known, now: now, zone: zone)
        self.init(
            milliseconds: milliseconds,
            clock: clock,
            jobs: jobs,
            asked: known.count,
            running: known.count { $0.runs.first?.status == .running },
            failing: triage.failures.reduce(0) { $0 + $1.runs.count },
            late: triage.late.count,
            oldest: oldest
        )
    }
}
