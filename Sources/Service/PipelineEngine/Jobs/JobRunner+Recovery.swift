import PipelineAPI

extension JobRunner {
    /// Ends what an earlier life of the service left running, and queues what it left waiting.
    ///
    /// Answers the jobs there are, which the schedule begins with.
    func recover() async -> [JobRecord] {
        for run in await insisting({ [store] in try await store.unfinishedRuns() }) ?? [] {
            guard let ended = run.recovered(at: dependencies.now()) else {
                enqueue(run)
                continue
            }
            if let child = run.child { dependencies.endChild(child) }
            _ = await insisting { [store] in
                try await store.replace(ended, whereStatus: run.status)
            }
        }
        let jobs = await insisting { [store] in try await store.jobs() } ?? []
        await startMissedDownstream(among: jobs)
        return jobs
    }

    /// A success may have been stored just before the service ended, and its downstream run not yet.
    private func startMissedDownstream(among jobs: [JobRecord]) async {
        for job in jobs where job.isScheduled && job.definition.scheduler.type == .depend {
            for source in job.definition.srcs where source.type == .job {
                let newest = await insisting { [store] in
                    try await store.newestRun(job: source.name)
                }
                guard let run = newest ?? nil, run.status == .successful,
                    let end = run.endTime, end >= job.createdAt
                else { continue }
                await insertDownstream(job, of: run)
            }
        }
    }

    /// Asks the store until it answers, `nil` where the service ends before it does.
    ///
    /// What a run has come to must not be lost to a disk that is full for a while.
    func insisting<Answer: Sendable>(
        _ ask: @Sendable () async throws -> Answer
    ) async -> Answer? {
        while true {
            if let answer = try? await ask() { return answer }
            guard (try? await dependencies.sleep(.seconds(1))) != nil else { return nil }
        }
    }
}
