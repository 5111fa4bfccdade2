import FoundationEssentials
import PipelineAPI

/// Recovers the runs that an earlier process of the service left unfinished.
struct RunRecovery: Sendable {
    let store: any JobStore
    let scheduler: RunScheduler
    let paths: RunPaths
    let dependencies: JobRunner.Dependencies

    private var retry: StoreRetry { StoreRetry(sleep: dependencies.sleep) }

    /// Ends the runs that were running, with their processes and temporary files, and queues those that were
    /// waiting.
    ///
    /// Returns all jobs, whose schedules are checked first.
    func recover() async -> [JobRecord] {
        for run in await retry.answer({ [store] in try await store.unfinishedRuns() }) ?? [] {
            guard let ended = run.recovered(at: dependencies.now()) else {
                await scheduler.enqueue(run)
                continue
            }
            if let child = run.child { dependencies.endChild(child) }
            for path in paths.temporary(of: run.key) {
                try? FileManager.default.removeItem(atPath: path)
            }
            _ = await retry.answer { [store] in
                try await store.replace(ended, whereStatus: run.status)
            }
        }
        let jobs = await retry.answer { [store] in try await store.jobs() } ?? []
        await insertMissedDownstream(among: jobs)
        return jobs
    }

    /// Creates the downstream runs of successes that were stored just before the service ended.
    ///
    /// A job's next run starts only after the downstream runs of the one before were created: only of the run
    /// that started last they may be missing, which need not be the newest, since others may wait.
    private func insertMissedDownstream(among jobs: [JobRecord]) async {
        for job in jobs where job.followsUpstream {
            for source in job.definition.srcs where source.type == .job {
                let last = await retry.answer { [store] in
                    try await store.lastStartedRun(job: source.name)
                }
                guard let run = last ?? nil, run.status == .successful,
                    let end = run.endTime, end >= job.createdAt
                else { continue }
                await scheduler.insert(job, after: run)
            }
        }
    }
}
