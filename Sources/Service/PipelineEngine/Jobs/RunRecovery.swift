import PipelineAPI

/// Brings runs in order that an earlier process of the service left unfinished.
struct RunRecovery: Sendable {
    let store: any JobStore
    let scheduler: RunScheduler
    let dependencies: JobRunner.Dependencies

    private var retry: StoreRetry { StoreRetry(sleep: dependencies.sleep) }

    /// Ends what was left running and queues what was left waiting.
    ///
    /// Returns the jobs there are, which the schedule begins with.
    func recover() async -> [JobRecord] {
        for run in await retry.answer({ [store] in try await store.unfinishedRuns() }) ?? [] {
            guard let ended = run.recovered(at: dependencies.now()) else {
                await scheduler.enqueue(run)
                continue
            }
            if let child = run.child { dependencies.endChild(child) }
            _ = await retry.answer { [store] in
                try await store.replace(ended, whereStatus: run.status)
            }
        }
        let jobs = await retry.answer { [store] in try await store.jobs() } ?? []
        await insertMissedDownstream(among: jobs)
        return jobs
    }

    /// A success may have been stored just before the service ended, and its downstream run not yet.
    private func insertMissedDownstream(among jobs: [JobRecord]) async {
        for job in jobs where job.followsUpstream {
            for source in job.definition.srcs where source.type == .job {
                let newest = await retry.answer { [store] in
                    try await store.newestRun(job: source.name)
                }
                guard let run = newest ?? nil, run.status == .successful,
                    let end = run.endTime, end >= job.createdAt
                else { continue }
                await scheduler.insert(job, after: run)
            }
        }
    }
}
