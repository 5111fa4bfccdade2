import struct FoundationEssentials.Date

/// Decides which transform or export steps next: a value that knows no clock and starts nothing.
///
/// **Invariants:** a task has at most one step at a time, and all tasks together have at most `parallel`;
/// of the tasks that are due, the one that has waited longest steps first, so that none starves; how a step
/// of a deleted task ends says nothing about a task that was created since under its key.
struct StreamSchedule {
    /// The maximum number of concurrent steps.
    let parallel: Int
    private var tasks: [StreamKey: StreamTask] = [:]
    private var due: [StreamKey: StreamDue] = [:]
    /// Tasks whose repo may have points that they have not read.
    private var pending: Set<StreamKey> = []
    private var stepping: Set<StreamKey> = []

    init(parallel: Int) {
        self.parallel = parallel
    }

    /// Marks every task of a repo as pending.
    mutating func pointsArrived(in repo: String) {
        for key in tasks.keys where key.repo == repo { pending.insert(key) }
    }

    /// Replaces all tasks; one that is new may have points that it has not read.
    mutating func adopt(_ found: [StreamKey: StreamTask]) {
        for (key, task) in found {
            let interval = task.work.interval
            if due[key] == nil || tasks[key]?.identity != task.identity {
                // Counted from its creation: after a restart of the service it is due at once.
                due[key] = StreamDue(interval: interval, after: task.createdAt)
                pending.insert(key)
            }
            due[key]?.change(interval: interval)
        }
        tasks = found
        due = due.filter { found[$0.key] != nil }
        pending.formIntersection(found.keys)
    }

    /// Returns the task that steps next, with a slot; `nil` if none is due, or no slot is free.
    mutating func takeNext(at now: Date) -> StreamTask? {
        guard stepping.count < parallel else { return nil }
        let ready = pending.filter { !stepping.contains($0) && due[$0]?.isDue(at: now) == true }
        let next = ready.min { (due[$0]?.next ?? now) < (due[$1]?.next ?? now) }
        guard let next, let task = tasks[next] else { return nil }
        stepping.insert(next)
        pending.remove(next)
        return task
    }

    /// Frees the slot after a step that succeeded; if there is more to read, the next step follows at once.
    mutating func stepped(_ task: StreamTask, leavingMore hasMore: Bool, at now: Date) {
        stepping.remove(task.key)
        guard tasks[task.key]?.identity == task.identity else { return }
        due[task.key]?.stepped(leavingMore: hasMore, at: now)
        if hasMore { pending.insert(task.key) }
    }

    /// Frees the slot after a step that failed; the next step follows after the pause.
    mutating func failed(_ task: StreamTask, at now: Date) {
        stepping.remove(task.key)
        guard tasks[task.key]?.identity == task.identity else { return }
        due[task.key]?.failed(at: now)
        pending.insert(task.key)
    }
}
