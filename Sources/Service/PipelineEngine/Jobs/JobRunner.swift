package import FoundationEssentials
package import PipelineAPI

/// Runs jobs: when they are due, when a user starts them, and when their upstream has succeeded.
///
/// It consists of ``RunScheduler`` (which run starts when), ``RunExecutor`` (one run, from its start to its
/// end), ``JobActions`` (start, stop, rerun) and ``RunRecovery`` (runs that an earlier process left
/// unfinished). Nothing is computed unless `run()` is running; cancelling it terminates the child
/// processes. A downstream run is created once per batch time: rerunning the upstream does not rerun it, but
/// its message says so (``OutdatedRuns``).
package struct JobRunner: BatchRunner {
    package struct Dependencies: Sendable {
        /// The data directory; results go to `runs/JOB/RUN/` in it.
        package var root: String
        package var limits: RunLimits
        /// What this machine has for a computation.
        package var machine: ComputeLimits
        /// How many past batch times are run of a scheduled job that has no run yet.
        package var backfill: Int
        /// The zone of the variables in exports' names.
        package var prefixZone: LocalZone
        package var now: @Sendable () -> Date
        package var sleep: @Sendable (Duration) async throws -> Void
        /// Kills a child process that an earlier process of the service left running.
        package var endChild: @Sendable (EngineProcess) -> Void

        package init(
            root: String,
            limits: RunLimits,
            machine: ComputeLimits = .standard,
            backfill: Int = 0,
            prefixZone: LocalZone = .beijing,
            now: @escaping @Sendable () -> Date,
            sleep: @escaping @Sendable (Duration) async throws -> Void,
            endChild: @escaping @Sendable (EngineProcess) -> Void
        ) {
            self.root = root
            self.limits = limits
            self.machine = machine
            self.backfill = backfill
            self.prefixZone = prefixZone
            self.now = now
            self.sleep = sleep
            self.endChild = endChild
        }
    }

    private let loop: WakeLoop
    private let scheduler: RunScheduler
    private let executor: RunExecutor
    private let actions: JobActions
    private let recovery: RunRecovery
    private let outdated: OutdatedRuns
    private let paths: RunPaths
    private let destination: any Destination

    package init(
        store: any JobStore,
        engines: Engines,
        files: FileSelection,
        destination: any Destination,
        dependencies: Dependencies
    ) {
        let (now, sleep) = (dependencies.now, dependencies.sleep)
        let paths = RunPaths(root: dependencies.root)
        self.paths = paths
        self.destination = destination
        loop = WakeLoop(sleep: sleep)
        scheduler = RunScheduler(
            store: store,
            zone: files.zone,
            dependencies: dependencies,
            loop: loop
        )
        executor = RunExecutor(
            store: store,
            engines: engines,
            queries: QueryBuilder(
                store: store,
                engines: engines,
                files: files,
                paths: paths,
                machine: dependencies.machine
            ),
            exporter: JobExporter(
                engines: engines,
                scratch: paths.scratch,
                destination: destination,
                zone: dependencies.prefixZone,
                now: now
            ),
            paths: paths,
            now: now,
            retry: StoreRetry(sleep: sleep)
        )
        actions = JobActions(store: store, scheduler: scheduler, now: now, sleep: sleep)
        recovery = RunRecovery(
            store: store,
            scheduler: scheduler,
            paths: paths,
            dependencies: dependencies
        )
        outdated = OutdatedRuns(store: store, retry: StoreRetry(sleep: sleep))
    }

    /// Runs the loop until its task is cancelled.
    package func run() async {
        await scheduler.begin(with: recovery.recover())
        await loop.run(
            pause: { await scheduler.pause },
            take: { await scheduler.take() },
            perform: { slot in
                if let run = await executor.execute(slot) {
                    await outdated.mark(after: run)
                    await scheduler.insertDownstream(of: run)
                }
                await scheduler.release(slot.key)
            }
        )
    }

    package func start(job: String, parameters: [String: String]) async throws(APIError) {
        try await actions.start(job: job, parameters: parameters)
    }

    package func stop(job: String) async throws(APIError) { try await actions.stop(job: job) }

    package func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output {
        try await actions.stopRun(job: job, runId: runId)
    }

    package func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output {
        try await actions.rerunRun(job: job, runId: runId)
    }

    package func jobChanged(_ job: String) async { await scheduler.check(job) }

    package func waits(of job: String) async -> [Int: String] { await scheduler.waits(of: job) }

    package func jobDeleted(_ job: JobRecord, exports: [JobExportRecord]) async {
        await scheduler.remove(job)
        paths.removeDirectory(ofJob: job.name)
        for export in exports { await exportDeleted(export) }
    }

    package func exportDeleted(_ export: JobExportRecord) async {
        await destination.forget(export.source, export.type, export.spec)
    }
}
