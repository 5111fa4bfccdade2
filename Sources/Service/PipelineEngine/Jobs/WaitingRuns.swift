/// The queue of runs that wait for a slot, first come, first served: a value.
///
/// When many jobs are due in the same minute, each of them asks whether it is queued already: counts by
/// job answer that without a search.
struct WaitingRuns {
    private var order: [RunKey] = []
    private var members: Set<RunKey> = []
    private var counts: [String: Int] = [:]

    func contains(job: String) -> Bool { counts[job] != nil }

    /// Adds a run at the end; one that is queued already keeps its place.
    mutating func append(_ key: RunKey) {
        guard members.insert(key).inserted else { return }
        order.append(key)
        counts[key.job, default: 0] += 1
    }

    /// Takes out the first run whose job is not among `busy`.
    mutating func takeFirst(notOf busy: Set<String>) -> RunKey? {
        guard let index = order.firstIndex(where: { !busy.contains($0.job) }) else { return nil }
        let key = order.remove(at: index)
        forget(key)
        return key
    }

    mutating func remove(_ key: RunKey) {
        guard members.contains(key) else { return }
        order.removeAll { $0 == key }
        forget(key)
    }

    /// Removes all runs of a job.
    mutating func remove(jobIdentity: Int64) {
        for key in order where key.jobIdentity == jobIdentity { remove(key) }
    }

    private mutating func forget(_ key: RunKey) {
        members.remove(key)
        let left = (counts[key.job] ?? 1) - 1
        counts[key.job] = left > 0 ? left : nil
    }
}
