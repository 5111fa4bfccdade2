package import PipelineAPI

package import struct FoundationEssentials.Date

/// The problems across all jobs: failures, runs that take too long, late schedules.
///
/// It is computed from the known lists; the time is a parameter.
package struct Triage: Equatable, Sendable {
    /// Jobs whose newest run failed with the same error.
    package struct Failure: Equatable, Sendable {
        package let reason: String
        package let runs: [Item]
    }

    /// A run of a job with its problem.
    package struct Item: Equatable, Sendable {
        package let job: String
        package let run: Run
        /// Seconds since the start of a Running run, or since a late job was due.
        package let seconds: Int

        /// `job/run`, the key under which seen failures are stored.
        var id: String { "\(job)/\(run.runId)" }
    }

    /// The most frequent error first.
    package let failures: [Failure]
    /// Running longer than 95 % of the job's successful runs.
    package let slow: [Item]
    package let running: [Item]
    /// Due by schedule for more than a minute, and not started.
    package let late: [(job: String, seconds: Int)]

    package static let graceSeconds = 60.0

    package init(
        jobs: [(job: Job, runs: [Run])],
        now: Date,
        zone: ServiceZone
    ) {
        var reasons: [String: [Item]] = [:]
        var (running, slow): ([Item], [Item]) = ([], [])
        var late: [(job: String, seconds: Int)] = []
        for (job, runs) in jobs {
            let name = job.name ?? ""
            if let newest = runs.first {
                if newest.status == .failed {
                    let item = Item(job: name, run: newest, seconds: newest.duration ?? 0)
                    reasons[Triage.reason(of: newest), default: []].append(item)
                }
                for run in runs where run.status.isActive {
                    let item = Item(job: name, run: run, seconds: Triage.age(of: run, at: now))
                    running.append(item)
                    if Triage.isSlow(item, among: runs) { slow.append(item) }
                }
            }
            if let seconds = Triage.lateness(of: job, runs, now, zone) {
                late.append((name, seconds))
            }
        }
        failures = reasons.map { Failure(reason: $0.key, runs: $0.value) }
            .sorted { ($1.runs.count, $0.reason) < ($0.runs.count, $1.reason) }
        self.running = running.sorted { $0.seconds > $1.seconds }
        self.slow = slow.sorted { $0.seconds > $1.seconds }
        self.late = late.sorted { $0.seconds > $1.seconds }
    }

    package var isQuiet: Bool { failures.isEmpty && slow.isEmpty && late.isEmpty }

    package static func == (left: Triage, right: Triage) -> Bool {
        left.failures == right.failures && left.slow == right.slow && left.running == right.running
            && left.late.elementsEqual(right.late) { $0 == $1 }
    }

    /// Returns the first line of the message, without names of files and numbers of rows.
    static func reason(of run: Run) -> String {
        let line = (run.message ?? "").split(whereSeparator: \.isNewline).first ?? ""
        return line.isEmpty ? "no message" : String(line)
    }

    private static func age(of run: Run, at now: Date) -> Int {
        run.startTime?.date.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0
    }

    private static func isSlow(_ item: Item, among runs: [Run]) -> Bool {
        let usual = runs.filter { $0.status == .successful }.compactMap(\.duration)
        return RunStatistics.percentile95(usual).map { item.seconds > $0 } ?? false
    }

    /// Returns the time since the batch after the newest one was due; `nil` also where the zone is too uncertain.
    private static func lateness(
        of job: Job,
        _ runs: [Run],
        _ now: Date,
        _ zone: ServiceZone
    ) -> Int? {
        guard let schedule = try? JobSchedule(job.scheduler), schedule.isTimed,
            let newest = runs.compactMap(\.batchTime.date).max(),
            zone.tellsTimes(after: ServiceZone.Evidence(schedule, newest)),
            let due = schedule.next(after: newest, in: zone.zone)
        else { return nil }
        let seconds = now.timeIntervalSince(due)
        return seconds > graceSeconds ? Int(seconds) : nil
    }
}
