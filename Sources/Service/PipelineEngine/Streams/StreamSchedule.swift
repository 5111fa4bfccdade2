import struct FoundationEssentials.Date

/// Decides which transform or export steps next, and which step is ended: a value that knows no clock and
/// starts nothing.
///
/// **Invariants:** a task has at most one step at a time; all transforms together have at most `parallel`,
/// and so have all exports; tasks that are slow have at most half of them, so that the others are never held
/// up by tasks that are known to be; of the tasks that are due, the one that has waited longest steps first;
/// how a step of a deleted task ends says nothing about a task that was created since under its key.
struct StreamSchedule {
    let limits: StreamLimits
    private var tasks: [StreamKey: StreamTask] = [:]
    private var due: [StreamKey: StreamDue] = [:]
    /// Tasks whose repo may have points that they have not read.
    private var pending: Set<StreamKey> = []
    private var stepping: [StreamKey: Step] = [:]
    /// Tasks whose last step took long, or was ended at its limit.
    private(set) var slow: Set<StreamKey> = []
    /// How many steps of a task more were ended at their limit than were quick since.
    private var overruns: [StreamKey: Int] = [:]

    /// A step that runs.
    private struct Step {
        var task: StreamTask
        var since: Date
        /// Whether it is being ended.
        var isEnding = false
    }

    /// The maximum size of a step's points, in bytes, unless a single batch is larger.
    static let stepBytes = 32 * 1024 * 1024
    /// Seconds after which a step counts as slow.
    static let slowStep = 10.0

    init(limits: StreamLimits) {
        self.limits = limits
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
            if tasks[key] != task {
                slow.remove(key)
                overruns[key] = nil
            }
            due[key]?.change(interval: interval)
        }
        tasks = found
        due = due.filter { found[$0.key] != nil }
        pending.formIntersection(found.keys)
        slow.formIntersection(found.keys)
        overruns = overruns.filter { found[$0.key] != nil }
    }

    /// Returns the task that steps next, with a slot; `nil` if none is due, or no slot is free.
    mutating func takeNext(at now: Date) -> StreamTask? {
        let ready = pending.filter { isReady($0, at: now) && hasSlot(for: $0) }
        let next = ready.min { (due[$0]?.next ?? now) < (due[$1]?.next ?? now) }
        guard let next, let task = tasks[next] else { return nil }
        stepping[next] = Step(task: task, since: now)
        pending.remove(next)
        return task
    }

    /// Whether a task would step now if it had a slot.
    func isReady(_ key: StreamKey, at now: Date) -> Bool {
        pending.contains(key) && stepping[key] == nil && due[key]?.isDue(at: now) == true
    }

    /// Returns the maximum size of the points of a task's next step, in bytes: a quarter after each that was
    /// ended at its limit, so that one that is slow but ends has an end.
    func bytes(of key: StreamKey) -> Int {
        StreamSchedule.stepBytes >> min(2 * (overruns[key] ?? 0), 24)
    }

    private func hasSlot(for key: StreamKey) -> Bool {
        let taken = stepping.keys.filter { $0.kind == key.kind }
        guard taken.count < limits.parallel else { return false }
        return !slow.contains(key) || taken.count(where: slow.contains) < limits.parallelSlow
    }

    /// Returns the steps that are to be ended now, each once: of tasks that were changed or are gone, and those
    /// past their limit.
    mutating func takeEnding(at now: Date) -> [(key: StreamKey, reason: StepEnd)] {
        var ending: [(key: StreamKey, reason: StepEnd)] = []
        for (key, step) in stepping where !step.isEnding {
            let limit = limits.seconds(of: step.task.work)
            if tasks[key] != step.task {
                ending.append((key, .changed))
            } else if now.timeIntervalSince(step.since) >= limit {
                ending.append((key, .tooLong(seconds: limit)))
            } else {
                continue
            }
            stepping[key]?.isEnding = true
        }
        return ending
    }

    /// Frees the slot after a step that succeeded; if there is more to read, the next step follows at once.
    mutating func stepped(_ task: StreamTask, leavingMore hasMore: Bool, at now: Date) {
        _ = free(task.key, at: now)
        guard tasks[task.key]?.identity == task.identity else { return }
        due[task.key]?.stepped(leavingMore: hasMore, at: now)
        if hasMore { pending.insert(task.key) }
    }

    /// Frees the slot after a step that failed, or was ended at its limit; the next step follows after the pause.
    mutating func failed(_ task: StreamTask, at now: Date) {
        let seconds = free(task.key, at: now)
        guard tasks[task.key]?.identity == task.identity else { return }
        due[task.key]?.failed(after: seconds, at: now)
        pending.insert(task.key)
    }

    /// Frees the slot after a step that was ended since its task was changed; as changed, it steps at once.
    mutating func withdrew(_ key: StreamKey) {
        stepping[key] = nil
        if tasks[key] != nil { pending.insert(key) }
    }

    /// Returns how long the step took, in seconds.
    private mutating func free(_ key: StreamKey, at now: Date) -> Double {
        guard let step = stepping.removeValue(forKey: key) else { return 0 }
        let seconds = max(0, now.timeIntervalSince(step.since))
        // What a changed definition does is not known by how long the one before it took.
        guard tasks[key] == step.task else { return seconds }
        let limit = limits.seconds(of: step.task.work)
        if seconds >= limit, step.task.work.mayReadLess {
            overruns[key, default: 0] += 1
        } else if seconds < limit / 8, let count = overruns[key] {
            overruns[key] = count > 1 ? count - 1 : nil
        }
        if seconds >= StreamSchedule.slowStep || seconds >= limit {
            slow.insert(key)
        } else {
            slow.remove(key)
        }
        return seconds
    }
}
