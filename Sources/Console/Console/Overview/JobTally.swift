import PipelineAPI

/// The number of jobs whose newest run is Running and of those whose newest run failed, for the header.
///
/// It is updated with each answer, since counting ten thousand jobs for every key would take too long.
package struct JobTally: Equatable, Sendable {
    private var newest: [String: RunStatus] = [:]
    package private(set) var running = 0
    package private(set) var failed = 0

    package init() {}

    /// Sets the status of a job's newest run; `nil` for a job without one, or one that was deleted.
    mutating func note(_ status: RunStatus?, of job: String) {
        count(newest[job], by: -1)
        newest[job] = status
        count(status, by: 1)
    }

    /// Removes all other jobs.
    mutating func keep(_ jobs: some Sequence<String>) {
        let kept = Set(jobs)
        for job in newest.keys where !kept.contains(job) { note(nil, of: job) }
    }

    private mutating func count(_ status: RunStatus?, by step: Int) {
        if status == .running { running += step }
        if status == .failed { failed += step }
    }
}

extension ConsoleState {
    /// Updates the tally with an answer.
    mutating func tally(_ key: ListKey) {
        guard key.query == ListQuery(), let rows = listings[key]?.value?.rows else { return }
        if case .job(let job) = key.scope, key.kind == .runs {
            jobTally.note(rows.first?.item.value(as: Run.self)?.status, of: job)
        } else if key == ListKey(.jobs, .root) {
            jobTally.keep(rows.map(\.name))
        }
    }
}
