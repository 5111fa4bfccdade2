package import FoundationEssentials
package import PipelineAPI

/// Runs jobs: when they are due, when somebody starts them, and when their upstream has succeeded.
///
/// `run()` is the service's loop and must be running for anything to be computed; cancelling it ends
/// the children. One run of a job at a time, at most `parallel` in all. Every change of a run is stored
/// before it is told. A downstream run is made once a batch time: rerunning the upstream does not
/// rerun it.
package actor JobRunner: BatchRunner {
    package struct Dependencies: Sendable {
        /// The data directory; results go to `runs/JOB/RUN/` in it.
        package var root: String
        package var parallel: Int
        package var backfill: Int
        package var now: @Sendable () -> Date
        package var sleep: @Sendable (Duration) async throws -> Void
        /// Ends a child that an earlier life of the service left behind.
        package var endChild: @Sendable (ChildMark) -> Void

        package init(
            root: String,
            parallel: Int,
            backfill: Int = 0,
            now: @escaping @Sendable () -> Date,
            sleep: @escaping @Sendable (Duration) async throws -> Void,
            endChild: @escaping @Sendable (ChildMark) -> Void
        ) {
            self.root = root
            self.parallel = parallel
            self.backfill = backfill
            self.now = now
            self.sleep = sleep
            self.endChild = endChild
        }
    }

    let store: any JobStore
    let engine: any SQLEngine
    let files: FileSelection
    let exporter: JobExporter
    let dependencies: Dependencies
    private let wakes: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation
    /// Which jobs the schedule is to look at, and when.
    private var due = DueQueue()
    private var waiting = WaitingRuns()
    private var stops: [RunKey: AsyncStream<Void>.Continuation] = [:]
    /// When a stopped schedule was put in force again.
    private var restarts: [String: Date] = [:]

    package init(
        store: any JobStore,
        engine: any SQLEngine,
        files: FileSelection,
        destination: any Destination,
        dependencies: Dependencies
    ) {
        self.store = store
        self.engine = engine
        self.files = files
        exporter = JobExporter(
            engine: engine,
            destination: destination,
            zone: files.zone,
            now: dependencies.now
        )
        self.dependencies = dependencies
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The loop; returns when its task is cancelled.
    package func run() async {
        for job in await recover() { due.addNow(job.name) }
        wake()
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            for await _ in wakes {
                await enqueueDue()
                while let (key, stop) = takeNext() {
                    group.addTask { await self.execute(key, until: stop) }
                }
            }
            group.cancelAll()
        }
    }

    private func tick() async {
        while (try? await dependencies.sleep(pause)) != nil { wake() }
    }

    /// Until the next job is due, but never long: somebody may set the clock.
    private var pause: Duration {
        let second = 1.0
        let left = due.first?.timeIntervalSince(dependencies.now()) ?? second
        // What is due already was just looked at, and is so again since the store could not answer.
        return .seconds(left > 0 ? min(left, second) : second)
    }

    private func wake() { waker.yield() }

    /// Has the schedule of a job looked at again, since something it depends on has changed.
    private func look(at job: String) {
        due.addNow(job)
        wake()
    }

    func enqueue(_ run: RunRecord) {
        waiting.append(RunKey(job: run.job, runId: run.runId))
        wake()
    }

    private func takeNext() -> (RunKey, AsyncStream<Void>)? {
        guard stops.count < dependencies.parallel,
            let key = waiting.takeFirst(notOf: Set(stops.keys.map(\.job)))
        else { return nil }
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        stops[key] = continuation
        return (key, stream)
    }

    private func enqueueDue() async {
        for job in due.takeDue(at: dependencies.now()) {
            do throws(APIError) {
                try await enqueueDue(job)
            } catch {
                // What the store could not tell or take is due again at the next wake.
                due.addNow(job)
            }
        }
    }

    /// Adds the runs of a job that are due, and plans when to look at it again.
    private func enqueueDue(_ name: String) async throws(APIError) {
        guard let job = try await store.job(named: name), job.isScheduled,
            let schedule = try? JobSchedule(job.definition.scheduler), schedule.isTimed
        else { return }
        let times = DueTimes(schedule: schedule, zone: files.zone, backfill: dependencies.backfill)
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
                _ = try await insert(job, batchTime: time, given: [:], isUnique: true)
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
        waiting.contains(job: job) || stops.keys.contains { $0.job == job }
    }

    /// Adds a run and queues it; false where the job is gone, or has a run of this batch time.
    private func insert(
        _ job: JobRecord,
        batchTime: Date,
        given: [String: String],
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

    private func execute(_ key: RunKey, until stop: AsyncStream<Void>) async {
        defer {
            stops[key] = nil
            // A loop waits for the end of its run.
            look(at: key.job)
        }
        let found = await insisting { [store] in
            try await store.run(job: key.job, runId: key.runId)
        }
        guard let run = found ?? nil, [.ready, .restarting].contains(run.status) else { return }
        let running = run.started(at: dependencies.now())
        let isRunning = await insisting { [store] in
            try await store.replace(running, whereStatus: run.status)
        }
        guard isRunning == true else { return }
        let ended = await outcome(of: running, until: stop)
        await settle(ended, key)
        if ended.status == .successful { await startDownstream(of: ended) }
    }

    /// Stores how a run ended; one that was asked to stop is Canceled, whatever it came to.
    private func settle(_ ended: RunRecord, _ key: RunKey) async {
        let isSettled = await insisting { [store] in
            try await store.replace(ended, whereStatus: .running)
        }
        if isSettled == true { return }
        try? FileManager.default.removeItem(atPath: resultPath(key))
        let canceled = ended.ended(.canceled, "canceled by request", at: dependencies.now())
        _ = await insisting { [store] in
            try await store.replace(canceled, whereStatus: .cancelling)
        }
    }

    private func startDownstream(of run: RunRecord) async {
        let stored = await insisting { [store] in
            try await store.run(job: run.job, runId: run.runId)
        }
        guard let stored = stored ?? nil, stored.status == .successful else { return }
        let readers = await insisting { [store] in try await store.jobs(reading: run.job, .job) }
        for job in readers ?? [] where job.isScheduled && job.definition.scheduler.type == .depend {
            await insertDownstream(job, of: run)
        }
    }

    func insertDownstream(_ job: JobRecord, of run: RunRecord) async {
        _ = await insisting {
            try await self.insert(
                job,
                batchTime: run.batchTime,
                given: run.parameters,
                isUnique: true
            )
        }
    }

    // MARK: - What the service asks

    package func jobChanged(_ job: String) { look(at: job) }

    package func start(job name: String, parameters: [String: String]) async throws(APIError) {
        let job = try await existing(name)
        let schedule = try JobSchedule(job.definition.scheduler)
        if schedule.isTimed {
            guard !job.isScheduled else {
                throw APIError(.jobNotStarted, "job '\(name)' is scheduled already: stop it first")
            }
            restarts[name] = dependencies.now()
            _ = try await store.setScheduled(true, job: name)
            return look(at: name)
        }
        guard job.definition.scheduler.type == .manual else {
            throw APIError(
                .jobNotStarted,
                "job '\(name)' runs when its upstream job succeeds: start that one"
            )
        }
        // Two starts in one moment are two runs.
        let isInserted = try await insert(
            job,
            batchTime: dependencies.now(),
            given: parameters,
            isUnique: false
        )
        guard isInserted else { throw missing(name) }
    }

    package func stop(job name: String) async throws(APIError) {
        _ = try await existing(name)
        _ = try await store.setScheduled(false, job: name)
        for run in try await store.unfinishedRuns(of: name) {
            if run.status == .running {
                try await cancel(run)
            } else if run.status != .cancelling {
                waiting.remove(RunKey(job: name, runId: run.runId))
                let ended = run.ended(
                    .canceled,
                    "canceled: the job was stopped",
                    at: dependencies.now()
                )
                _ = try await store.replace(ended, whereStatus: run.status)
            }
        }
    }

    package func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output {
        let run = try await existing(runId, of: job)
        if let reason = run.status.stopRefusal {
            throw APIError(
                .runNotStoppable,
                "run \(runId) of '\(job)' cannot be stopped: \(reason)"
            )
        }
        try await cancel(run)
        var status = RunStatus.cancelling
        for _ in 0..<40 where !status.isFinal {
            status = try await existing(runId, of: job).status
            if !status.isFinal { try? await dependencies.sleep(.milliseconds(50)) }
        }
        return StopBatch.Output(preStatus: run.status, postStatus: status)
    }

    private func cancel(_ run: RunRecord) async throws(APIError) {
        // The child's mark may be stored in between: what is current is what becomes Cancelling.
        var cancelling = try await existing(run.runId, of: run.job)
        cancelling.status = .cancelling
        guard try await store.replace(cancelling, whereStatus: .running) else { return }
        stops[RunKey(job: run.job, runId: run.runId)]?.yield()
    }

    package func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output {
        let run = try await existing(runId, of: job)
        if let reason = run.status.rerunRefusal {
            throw APIError(.runNotRerunnable, "run \(runId) of '\(job)' cannot be rerun: \(reason)")
        }
        let next = run.restarting()
        guard try await store.replace(next, whereStatus: run.status) else {
            throw APIError(
                .runNotRerunnable,
                "run \(runId) of '\(job)' has just changed: look again"
            )
        }
        enqueue(next)
        return RerunBatch.Output(
            preStatus: run.status,
            postStatus: next.status,
            rerunCount: next.rerunCount
        )
    }

    private func existing(_ name: String) async throws(APIError) -> JobRecord {
        guard let job = try await store.job(named: name) else {
            throw missing(name)
        }
        return job
    }

    private func missing(_ name: String) -> APIError {
        APIError(.jobNotFound, "no job named '\(name)': list the jobs for their names")
    }

    private func existing(_ runId: Int, of job: String) async throws(APIError) -> RunRecord {
        _ = try await existing(job)
        guard let run = try await store.run(job: job, runId: runId) else {
            throw APIError(
                .runNotFound,
                "job '\(job)' has no run \(runId): look at its history for the ids"
            )
        }
        return run
    }
}
