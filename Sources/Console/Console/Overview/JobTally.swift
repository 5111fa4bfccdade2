import PipelineAPI

/// How many jobs' newest runs are under way and how many failed, for the header of every picture.
///
/// Kept up with each answer, since ten thousand jobs are too many to count for a key.
package struct JobTally: Equatable, Sendable {
    private var newest: [String: RunStatus] = [:]
    package private(set) var running = 0
    package private(set) var failed = 0

    package init() {}

    /// Notes the state of a job's newest run; `nil` for a job without one, or one that is gone.
    mutating func note(_ status: RunStatus?, of job: String) {
        count(newest[job], by: -1)
        newest[job] = status
        count(status, by: 1)
    }

    /// Leaves only these jobs.
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
    /// Keeps the tally up with an answer.
    mutating func tally(_ key: ListKey) {
        guard key.query == ListQuery(), let rows = listings[key]?.value?.rows else { return }
        if case .job(let job) = key.scope, key.kind == .runs {
            jobTally.note(rows.first?.item.value(as: Run.self)?.status, of: job)
        } else if key == ListKey(.jobs, .root) {
            jobTally.keep(rows.map(\.name))
        }
    }
}
