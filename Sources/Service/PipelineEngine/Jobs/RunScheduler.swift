import FoundationEssentials
import PipelineAPI

/// Decides which runs start, and when: which batch times are due, which runs wait, which have a slot.
///
/// ``RunExecutor`` executes the runs it gives a slot to. **Invariants:** at most `parallel` runs have a
/// slot, and at most one run of each job; jobs that wait take turns; a run is stored before it waits for a
/// slot; a job that was taken from `due` is added again for its next due time, when it changes, and when a
/// run of it ends; where the store fails, it is added again for the next round of the loop.
actor RunScheduler {
    /// A run that may start now, and the stream that yields when it is to stop.
    struct Slot: Sendable {
        let key: RunKey
        let ends: AsyncStream<RunEnd>
    }

    /// A slot that is taken.
    private struct TakenSlot {
        let end: AsyncStream<RunEnd>.Continuation
        let since: Date
    }

    private let store: any JobStore
    private let zone: LocalZone
    private let dependencies: JobRunner.Dependencies
    private let retry: StoreRetry
    private let loop: WakeLoop
    /// When the schedule of which job is checked.
    private var due = DueQueue()
    private var waiting = WaitingRuns()
    private var slots: [RunKey: TakenSlot] = [:]
    /// When the schedule of a stopped job was activated again, by the job's identity.
    private var restarts: [Int64: Date] = [:]

    init(
        store: any JobStore,
        zone: LocalZone,
        dependencies: JobRunner.Dependencies,
        loop: WakeLoop
    ) {
        self.store = store
        self.zone = zone
        self.dependencies = dependencies
        self.loop = loop
        retry = StoreRetry(sleep: dependencies.sleep)
    }

    // MARK: - The loop

    /// Checks the schedules of these jobs in the first round.
    func begin(with jobs: [JobRecord]) {
        for job in jobs { due.addNow(job.name) }
    }

    /// The time until the next job is due, at most 1 s since the clock may be set.
    var pause: Duration {
        let second = 1.0
        let left = due.first?.timeIntervalSince(dependencies.now()) ?? second
        // A job that is due already has just been checked: the store has failed, it is checked again.
        return .seconds(left > 0 ? min(left, second) : second)
    }

    /// Creates the runs that are due.
    ///
    /// Returns the runs that may start, each with its slot.
    func take() async -> [Slot] {
        await insertDue()
        endOverdue()
        var taken: [Slot] = []
        while let slot = takeNext() { taken.append(slot) }
        return taken
    }

    private func takeNext() -> Slot? {
        guard slots.count < dependencies.limits.parallel,
            let key = waiting.takeFirst(notOf: Set(slots.keys.map(\.job)))
        else { return nil }
        let (ends, continuation) = AsyncStream.makeStream(of: RunEnd.self)
        slots[key] = TakenSlot(end: continuation, since: dependencies.now())
        return Slot(key: key, ends: ends)
    }

    /// Ends the runs that have had a slot for longer than a run may take.
    private func endOverdue() {
        guard let limit = dependencies.limits.seconds else { return }
        let now = dependencies.now()
        for slot in slots.values where now.timeIntervalSince(slot.since) >= limit {
            slot.end.yield(.tooLong(seconds: limit))
        }
    }

    /// Frees the slot of a run that has ended, and checks its job: a loop schedule goes on then.
    func release(_ key: RunKey) {
        slots[key] = nil
        waiting.giveTurn(ofJob: key.job)
        check(key.job)
    }

    // MARK: - Changes from outside

    /// Checks the schedule of a job in the next round, since something it depends on has changed.
    func check(_ job: String) {
        due.addNow(job)
        loop.wake()
    }

    /// Queues a run for a slot; it is stored as Ready or Restarting.
    func enqueue(_ run: RunRecord) {
        waiting.append(run.key)
        loop.wake()
    }

    /// Removes a run from the queue; one that has a slot keeps it.
    func withdraw(_ key: RunKey) { waiting.remove(key) }

    /// Asks a run to stop; nothing happens where it has no slot.
    func requestStop(of key: RunKey) { slots[key]?.end.yield(.requested) }

    /// Returns what each run of a job that waits for a slot waits for, by its id.
    func waits(of job: String) -> [Int: String] {
        let running = slots.sorted { $0.value.since < $1.value.since }.map(\.key)
        let wait = RunWait(job: job, running: running, parallel: dependencies.limits.parallel)
        guard let reason = wait.reason else { return [:] }
        return Dictionary(uniqueKeysWithValues: waiting.runs(of: job).map { ($0.runId, reason) })
    }

    /// Records that the schedule of a job is active again: earlier batch times are not run.
    func restart(_ job: JobRecord) { restarts[job.identity] = dependencies.now() }

    /// Asks the runs of a deleted job to stop, and removes those that wait.
    func remove(_ job: JobRecord) {
        for (key, slot) in slots where key.jobIdentity == job.identity {
            slot.end.yield(.requested)
        }
        waiting.remove(jobIdentity: job.identity)
        restarts[job.identity] = nil
    }

    // MARK: - New runs

    /// Stores a new run and queues it.
    ///
    /// Returns false where the job does not exist any more, or has a run of this batch time and
    /// `isUnique` is set.
    func insert(
        _ job: JobRecord,
        batchTime: Date,
        parameters given: [String: String],
        isUnique: Bool
    ) async throws(APIError) -> Bool {
        let defaults = (job.definition.params ?? []).map { ($0.name, $0.default) }
        let values = Dictionary(defaults) { $1 }.merging(given) { $1 }
        let run = try await store.insertRun(
            of: job,
            batchTime: batchTime,
            parameters: values,
            isUnique: isUnique
        )
        if let run { enqueue(run) }
        return run != nil
    }

    private func insertDue() async {
        for job in due.takeDue(at: dependencies.now()) {
            do throws(APIError) {
                try await insertDue(job)
            } catch {
                due.addNow(job)
            }
        }
    }

    /// Creates the runs of a job that are due, and adds the time at which it is checked next.
    private func insertDue(_ name: String) async throws(APIError) {
        guard let job = try await store.job(named: name), job.isScheduled,
            let schedule = try? JobSchedule(job.definition.scheduler), schedule.isTimed
        else { return }
        let times = DueTimes(schedule: schedule, zone: zone, backfill: dependencies.backfill)
        let start = max(restarts[job.identity] ?? job.createdAt, job.createdAt)
        var last = try await store.latestBatchTime(job: name)
        let now = dependencies.now()
        let found = times.times(
            last: last,
            since: start,
            hasUnfinished: hasUnfinished(name),
            at: now
        )
        var refusal: APIError?
        for time in found {
            do throws(APIError) {
                _ = try await insert(job, batchTime: time, parameters: [:], isUnique: true)
                last = time
            } catch { refusal = error }
        }
        if let refusal { throw refusal }
        let next = times.moment(
            last: last,
            since: start,
            hasUnfinished: hasUnfinished(name),
            at: now
        )
        if let next { due.add(name, at: next) }
    }

    private func hasUnfinished(_ job: String) -> Bool {
        waiting.contains(job: job) || slots.keys.contains { $0.job == job }
    }

    // MARK: - Downstream

    /// Creates the runs of the jobs that depend on a run that has succeeded.
    ///
    /// If the run was started again in the meantime, none is created: its next success creates them.
    func insertDownstream(of run: RunRecord) async {
        let stored = await retry.answer { [store] in
            try await store.run(job: run.job, runId: run.runId)
        }
        guard let stored = stored ?? nil, stored.key == run.key, stored.status == .successful
        else { return }
        let readers = await retry.answer { [store] in
            try await store.jobs(reading: run.job, .job)
        }
        for job in readers ?? [] where job.followsUpstream { await insert(job, after: run) }
    }

    /// Creates a job's run with the batch time of an upstream run, unless it has one already.
    func insert(_ job: JobRecord, after run: RunRecord) async {
        _ = await retry.answer {
            try await self.insert(
                job,
                batchTime: run.batchTime,
                parameters: run.parameters,
                isUnique: true
            )
        }
    }
}

extension JobRecord {
    /// Whether a success of its upstream creates a run of it.
    var followsUpstream: Bool { isScheduled && definition.scheduler.type == .depend }
}
