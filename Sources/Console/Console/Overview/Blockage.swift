import FoundationEssentials
package import PipelineAPI

/// What waits for failed runs: the jobs and exports downstream of their jobs, and since when their data is old.
///
/// It follows from the known lists; exports of jobs whose lists were not asked for yet are not counted.
package struct Blockage: Equatable, Sendable {
    package let jobs: Int
    package let exports: Int
    /// The oldest batch time among the failed jobs' newest successful runs, which is what everything downstream has;
    /// `nil` where no such run is known.
    package let dataOf: Timestamp?

    /// Returns what waits for some failed runs.
    package init(of failed: [Triage.Item], in lineage: Lineage, runs: (String) -> [Run]) {
        let roots = failed.map { Lineage.Item(.job, $0.job) }
        let reached = lineage.reach(.downstream, from: roots)
        jobs = reached.count { $0.kind == .job }
        exports = reached.count { $0.kind == .jobExport }
        dataOf = Set(failed.map(\.job)).compactMap { Self.newestSuccess(among: runs($0)) }
            .min { ($0.date ?? .distantPast) < ($1.date ?? .distantPast) }
    }

    package var isNothing: Bool { jobs == 0 && exports == 0 }

    /// Returns `blocks 3 jobs, 2 exports; their data is of 11-20 17:00`; `nil` if nothing waits.
    func text(in context: RenderContext) -> LocalizedText? {
        guard !isNothing else { return nil }
        let parts: [LocalizedText?] = [
            jobs == 0 ? nil : .jobs(jobs), exports == 0 ? nil : .exports(exports),
        ]
        let blocks: LocalizedText = "blocks \(parts.compactMap(\.self).joined())"
        guard let dataOf else { return blocks }
        return blocks + "; " + "their data is of \(TimeText.moment(dataOf, in: context))"
    }

    private static func newestSuccess(among runs: [Run]) -> Timestamp? {
        runs.filter { $0.status == .successful }.map(\.batchTime)
            .max { ($0.date ?? .distantPast) < ($1.date ?? .distantPast) }
    }
}

extension RenderContext {
    /// Returns what waits for failed runs, by a lineage made once for many of them.
    func blockage(of failed: [Triage.Item], in lineage: Lineage) -> Blockage {
        Blockage(of: failed, in: lineage) { runs(of: $0) ?? [] }
    }

    /// Returns what waits for a run; `nil` unless it is the newest of its job and failed.
    func blockage(ofRun run: Run, of job: String) -> Blockage? {
        guard run.status == .failed, newestRun(of: job)?.runId == run.runId else { return nil }
        return blockage(
            of: [Triage.Item(job: job, run: run, seconds: 0)],
            in: lineage(of: .batches)
        )
    }
}
