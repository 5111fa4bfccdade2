/// The identity of a run: its job and its id within the job.
struct RunKey: Hashable, Sendable {
    var job: String
    var runId: Int
}

extension RunRecord {
    var key: RunKey { RunKey(job: job, runId: runId) }
}
