import struct FoundationEssentials.Date

/// Which transform or export steps next: a value that knows no clock, starts nothing and reads no point.
///
/// **Invariants:** a task has at most one step at a time, and all tasks together at most `parallel`;
/// of the tasks that are due the one that has waited longest comes first, so that none starves.
struct StreamSchedule {
    /// The most steps at a time.
    let parallel: Int
    private var tasks: [StreamKey: StreamTask] = [:]
    private var due: [StreamKey: StreamDue] = [:]
    /// Tasks whose repo may have points they have not read.
    private var pending: Set<StreamKey> = []
    private var stepping: Set<StreamKey> = []

    init(parallel: Int) {
        self.parallel = parallel
    }

    /// Makes every task of a repo pending.
    mutating func pointsArrived(in repo: String) {
        for key in tasks.keys where key.repo == repo { pending.insert(key) }
    }

    /// Replaces the tasks there are; one that was not known before may have points waiting.
    mutating func adopt(_ found: [StreamKey: StreamTask]) {
        for (key, task) in found {
            let interval = task.work.interval
            if due[key] == nil || tasks[key]?.createdAt != task.createdAt {
                // What waits since before a restart is overdue already.
                due[key] = StreamDue(interval: interval, after: task.createdAt)
                pending.insert(key)
            }
            due[key]?.change(interval: interval)
        }
        tasks = found
        due = due.filter { found[$0.key] != nil }
        pending.formIntersection(found.keys)
    }

    /// Takes out the task that steps next; `nil` where none is due, or all slots are taken.
    mutating func takeNext(at now: Date) -> StreamTask? {
        guard stepping.count < parallel else { return nil }
        let ready = pending.filter { !stepping.contains($0) && due[$0]?.isDue(at: now) == true }
        let next = ready.min { (due[$0]?.next ?? now) < (due[$1]?.next ?? now) }
        guard let next, let task = tasks[next] else { return nil }
        stepping.insert(next)
        pending.remove(next)
        return task
    }

    /// Notes a step that went well; one that left more to read is followed by the next at once.
    mutating func stepped(_ key: StreamKey, leavingMore hasMore: Bool, at now: Date) {
        due[key]?.stepped(leavingMore: hasMore, at: now)
        if hasMore, tasks[key] != nil { pending.insert(key) }
        stepping.remove(key)
    }

    /// Notes a step that failed; the task tries again after its pause.
    mutating func failed(_ key: StreamKey, at now: Date) {
        due[key]?.failed(at: now)
        pending.insert(key)
        stepping.remove(key)
    }
}
