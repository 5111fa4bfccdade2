import FoundationEssentials
import PipelineAPI

/// Decides which runs begin, and when: what is due, what waits, what has a slot.
///
/// It computes nothing and ends nothing; ``RunExecutor`` does what it hands out. **Invariants:** at most
/// `parallel` runs have a slot, and at most one of a job; a run is stored before it waits for a slot; a
/// job that was taken from `due` is added again for its next due time, when it changes, and when a run
/// of it ends. What the store cannot tell or take is due again at the next wake.
actor RunScheduler {
    /// A run that may begin now, with the stream that asks it to stop.
    struct Slot: Sendable {
        let key: RunKey
        let stop: AsyncStream<Void>
    }

    private let store: any JobStore
    private let zone: LocalZone
    private let dependencies: JobRunner.Dependencies
    private let retry: StoreRetry
    private let loop: WakeLoop
    /// The jobs whose schedule is to be looked at, and when.
    private var due = DueQueue()
    private var waiting = WaitingRuns()
    /// What asks each run that has a slot to stop.
    private var slots: [RunKey: AsyncStream<Void>.Continuation] = [:]
    /// When the schedule of a stopped job was put in force again.
    private var restarts: [String: Date] = [:]

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

    /// Has the schedules of these jobs looked at in the first round.
    func begin(with jobs: [JobRecord]) {
        for job in jobs { due.addNow(job.name) }
    }

    /// The time until the next job is due, at most a second: somebody may set the clock.
    var pause: Duration {
        let second = 1.0
        let left = due.first?.timeIntervalSince(dependencies.now()) ?? second
        // What is due already was just looked at, and is so again since the store could not answer.
        return .seconds(left > 0 ? min(left, second) : second)
    }

    /// Makes the runs that are due and gives a slot to each run that may begin.
    func take() async -> [Slot] {
        await insertDue()
        var taken: [Slot] = []
        while let slot = takeNext() { taken.append(slot) }
        return taken
    }

    private func takeNext() -> Slot? {
        guard slots.count < dependencies.parallel,
            let key = waiting.takeFirst(notOf: Set(slots.keys.map(\.job)))
        else { return nil }
        let (stop, continuation) = AsyncStream.makeStream(of: Void.self)
        slots[key] = continuation
        return Slot(key: key, stop: stop)
    }

    /// Frees the slot of a run that has ended; a loop waits for that.
    func release(_ key: RunKey) {
        slots[key] = nil
        look(at: key.job)
    }

    // MARK: - Changes from outside

    /// Has the schedule of a job looked at again, since something it depends on has changed.
    func look(at job: String) {
        due.addNow(job)
        loop.wake()
    }

    /// Has a run wait for a slot; it is Ready or Restarting in the store.
    func enqueue(_ run: RunRecord) {
        waiting.append(run.key)
        loop.wake()
    }

    /// Takes back a run that waits; one that has a slot keeps it.
    func withdraw(_ key: RunKey) { waiting.remove(key) }

    /// Asks a run to stop; nothing happens where it has no slot.
    func requestStop(of key: RunKey) { slots[key]?.yield() }

    /// Notes that the schedule of a job is put in force again: earlier batch times are not made up for.
    func restart(_ job: String) { restarts[job] = dependencies.now() }

    // MARK: - Making runs

    /// Stores a new run and has it wait; false where the job is gone, or has a run of this batch time and
    /// `isUnique` asks for none.
    func insert(
        _ job: JobRecord,
        batchTime: Date,
        parameters given: [String: String],
        isUnique: Bool
    ) async throws(APIError) -> Bool {
        let defaults = (job.definition.params ?? []).map { ($0.name, $0.default) }
        let values = Dictionary(defaults) { $1 }.merging(given) { $1 }
        let run = try await store.insertRun(
            job: job.name,
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

    /// Makes the runs of a job that are due, and notes when to look at it again.
    private func insertDue(_ name: String) async throws(APIError) {
        guard let job = try await store.job(named: name), job.isScheduled,
            let schedule = try? JobSchedule(job.definition.scheduler), schedule.isTimed
        else { return }
        let times = DueTimes(schedule: schedule, zone: zone, backfill: dependencies.backfill)
        // A job of the same name may have been started again before this one was created.
        let start = max(restarts[name] ?? job.createdAt, job.createdAt)
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

    /// Makes the runs of the jobs that depend on a run that has succeeded.
    ///
    /// None is made where the run was started again in the meantime: its next success makes them.
    func insertDownstream(of run: RunRecord) async {
        let stored = await retry.answer { [store] in
            try await store.run(job: run.job, runId: run.runId)
        }
        guard let stored = stored ?? nil, stored.status == .successful else { return }
        let readers = await retry.answer { [store] in
            try await store.jobs(reading: run.job, .job)
        }
        for job in readers ?? [] where job.followsUpstream { await insert(job, after: run) }
    }

    /// Makes a job's run in the batch time of an upstream run, at most one a batch time.
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
    /// Whether a success of its upstream makes a run of it.
    var followsUpstream: Bool { isScheduled && definition.scheduler.type == .depend }
}
