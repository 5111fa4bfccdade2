/// The identity of a run: its job, with the job's identity, and its id within the job.
struct RunKey: Hashable, Sendable {
    var job: String
    var jobIdentity: Int64 = 0
    var runId: Int
}

extension RunRecord {
    var key: RunKey { RunKey(job: job, jobIdentity: jobIdentity, runId: runId) }
}
