package import PipelineAPI

package import struct FoundationEssentials.Date

/// What happened in the hours of a shift, for those who take over: what failed, what was done, what is open.
///
/// It is computed from the known runs and the audit file; a run that was rerun with success is no failure any more,
/// since the service keeps one state of a run, but what was done about it is told.
package struct ShiftReport: Equatable, Sendable {
    /// The failed runs of the shift with the same error.
    package struct Failure: Equatable, Sendable {
        package let reason: String
        /// Oldest first.
        package let runs: [Triage.Item]
        /// The jobs whose newest run is one of them.
        package let openJobs: [String]
        package let blockage: Blockage
    }

    package let since: Date
    package let until: Date
    package let failures: [Failure]
    /// The runs that began or ended in the shift, by status.
    package let counts: [RunStatus: Int]
    /// The changes made from this machine, oldest first.
    package let changes: [AuditEntry]
    /// What is wrong at the end of the shift.
    package let open: Triage
    package let failingStreams: [FailingStream]
    package let jobs: Int
    /// The jobs whose earlier runs of the shift are not known.
    package let partlyKnown: Int

    package init(
        jobs: [(job: Job, runs: [Run])],
        failingStreams: [FailingStream],
        changes: [AuditEntry],
        open: Triage,
        lineage: Lineage,
        since: Date,
        until: Date
    ) {
        self.since = since
        self.until = until
        self.jobs = jobs.count
        self.open = open
        self.failingStreams = failingStreams
        self.changes = changes.filter { entry in
            entry.change.time.date.map { $0 >= since && $0 <= until } ?? false
        }.sorted { ($0.change.time.date ?? since) < ($1.change.time.date ?? since) }
        let known = Dictionary(
            jobs.map { ($0.job.name ?? "", $0.runs) },
            uniquingKeysWith: { first, _ in first }
        )
        let shift = known.mapValues { $0.filter { Self.isWithin(since, until, $0) } }
        partlyKnown = known.values.count { !$0.reach(backTo: since) }
        counts = shift.values.joined().reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        failures = Self.failures(shift, among: known, in: lineage)
    }

    private static func isWithin(_ since: Date, _ until: Date, _ run: Run) -> Bool {
        let times = [run.startTime?.date, run.status.isFinal ? run.endTime?.date : nil]
        return times.compactMap(\.self).contains { $0 >= since && $0 <= until }
    }

    /// The groups in the order of their first failure.
    private static func failures(
        _ shift: [String: [Run]],
        among known: [String: [Run]],
        in lineage: Lineage
    ) -> [Failure] {
        let failed = shift.flatMap { job, runs in
            runs.filter { $0.status == .failed }.map {
                Triage.Item(job: job, run: $0, seconds: $0.duration ?? 0)
            }
        }
        return Dictionary(grouping: failed) { Triage.reason(of: $0.run) }.map { reason, items in
            let runs = items.sorted { ($0.run.began, $0.id) < ($1.run.began, $1.id) }
            let open = runs.filter { known[$0.job]?.first?.runId == $0.run.runId }
            return Failure(
                reason: reason,
                runs: runs,
                openJobs: Set(open.map(\.job)).sorted(),
                blockage: Blockage(of: open, in: lineage) { known[$0] ?? [] }
            )
        }.sorted { ($0.runs[0].run.began, $0.reason) < ($1.runs[0].run.began, $1.reason) }
    }
}

extension [Run] {
    /// Whether no run after a time is missing behind the last of these, which are a job's newest ones.
    package func reach(backTo date: Date) -> Bool {
        guard let oldest = last, oldest.runId > 1 else { return true }
        return oldest.began < date
    }
}
