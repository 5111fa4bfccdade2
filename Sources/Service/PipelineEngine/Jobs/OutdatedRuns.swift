import PipelineAPI

import struct FoundationEssentials.Date

/// Says of the runs that read a run's earlier result that it ran again since.
///
/// A depend job runs once a batch time, so that its result stays that of the earlier one until it is rerun.
struct OutdatedRuns: Sendable {
    let store: any JobStore
    let retry: StoreRetry

    /// Marks the Successful runs downstream of a rerun that has succeeded, those of their downstream too.
    func mark(after run: RunRecord) async {
        guard run.rerunCount > 0, let end = run.endTime else { return }
        var seen: Set<String> = [run.job]
        var open = [run.job]
        while let upstream = open.popLast() {
            for job in await readers(of: upstream) where seen.insert(job).inserted {
                await mark(job, after: run, at: end)
                open.append(job)
            }
        }
    }

    private func readers(of job: String) async -> [String] {
        let readers = await retry.answer { [store] in try await store.jobs(reading: job, .job) }
        return (readers ?? []).filter { $0.definition.scheduler.type == .depend }.map(\.name)
    }

    private func mark(_ job: String, after run: RunRecord, at end: Date) async {
        _ = await retry.answer { [store] in
            let found = try await store.newestSuccessfulRun(of: job, .exactly(run.batchTime))
            guard let found, let start = found.startTime, start < end else { return true }
            return try await store.replace(
                found.outdated(since: end, by: run.job),
                whereStatus: .successful
            )
        }
    }
}

extension RunRecord {
    private static let outdatedMark = "; upstream '"

    /// Returns the run with what its message says once a job it depends on has run again; a later one replaces it.
    func outdated(since end: Date, by upstream: String) -> RunRecord {
        var next = self
        let kept = message.firstRange(of: RunRecord.outdatedMark).map { message[..<$0.lowerBound] }
        next.message =
            (kept ?? message[...])
            + "\(RunRecord.outdatedMark)\(upstream)' ran again at \(Timestamp(end).text): rerun this run"
        return next
    }
}
