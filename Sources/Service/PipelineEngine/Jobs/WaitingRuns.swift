/// The queue of runs that wait for a slot: a value.
///
/// Jobs take turns: of the jobs that wait, the one whose last run ended longest ago is next, and its runs are
/// taken first come, first served; so a job with many runs holds up no other. When many jobs are due in the
/// same minute, each of them asks whether it is queued already: queues by job answer that without a search.
struct WaitingRuns {
    /// The jobs that wait, the next one first.
    private var jobs: [String] = []
    private var runs: [String: [RunKey]] = [:]

    func contains(job: String) -> Bool { runs[job] != nil }

    func contains(_ key: RunKey) -> Bool { runs[key.job]?.contains(key) == true }

    /// Returns the runs of a job that wait, the next one first.
    func runs(of job: String) -> [RunKey] { runs[job] ?? [] }

    /// Adds a run at the end of its job's; one that is queued already keeps its place.
    mutating func append(_ key: RunKey) {
        guard !contains(key) else { return }
        if runs[key.job] == nil { jobs.append(key.job) }
        runs[key.job, default: []].append(key)
    }

    /// Takes out the next run of the first job that is not among `busy`.
    mutating func takeFirst(notOf busy: Set<String>) -> RunKey? {
        guard let job = jobs.first(where: { !busy.contains($0) }), let key = runs[job]?.first
        else { return nil }
        remove(key)
        return key
    }

    /// Puts a job that had its turn behind all others that wait.
    mutating func giveTurn(ofJob job: String) {
        guard let index = jobs.firstIndex(of: job) else { return }
        jobs.append(jobs.remove(at: index))
    }

    mutating func remove(_ key: RunKey) {
        guard let left = runs[key.job]?.filter({ $0 != key }) else { return }
        runs[key.job] = left.isEmpty ? nil : left
        if left.isEmpty, let index = jobs.firstIndex(of: key.job) { jobs.remove(at: index) }
    }

    /// Removes all runs of a job.
    mutating func remove(jobIdentity: Int64) {
        for key in runs.values.joined() where key.jobIdentity == jobIdentity { remove(key) }
    }
}
