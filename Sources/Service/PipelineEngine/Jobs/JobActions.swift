import FoundationEssentials
import PipelineAPI

/// The actions on jobs and runs: start, stop and rerun, with the rules of the batch document.
///
/// **Invariants:** a change of a run is stored before the action returns, and only if the run still has the
/// status that the action was decided by; an action that a status does not allow is refused with the
/// API's own rule.
struct JobActions: Sendable {
    let store: any JobStore
    let scheduler: RunScheduler
    let now: @Sendable () -> Date
    let sleep: @Sendable (Duration) async throws -> Void

    /// How often, and how long apart, a stopped run is read until it has ended: for 2 s in all.
    private static let stopReads = 40
    private static let stopPause = Duration.milliseconds(50)

    /// Activates a schedule again, or creates a run of a manual job.
    func start(job name: String, parameters: [String: String]) async throws(APIError) {
        let job = try await existing(name)
        let schedule = try JobSchedule(job.definition.scheduler)
        if schedule.isTimed {
            // Clients create a job and then start it, though its schedule is in force from its creation.
            guard !job.isScheduled else { return }
            await scheduler.restart(job)
            _ = try await store.setScheduled(true, job: name)
            return await scheduler.check(name)
        }
        guard job.definition.scheduler.type == .manual else {
            throw APIError(
                .jobNotStarted,
                "job '\(name)' runs when its upstream job succeeds: start that one"
            )
        }
        // Two starts in one moment are two runs.
        let isInserted = try await scheduler.insert(
            job,
            batchTime: now(),
            parameters: parameters,
            isUnique: false
        )
        guard isInserted else { throw missing(name) }
    }

    /// Ends a job's schedule, cancels its runs that wait and asks those that run to stop.
    func stop(job name: String) async throws(APIError) {
        _ = try await existing(name)
        _ = try await store.setScheduled(false, job: name)
        for run in try await store.unfinishedRuns(of: name) {
            if run.status == .running {
                try await cancel(run)
            } else if run.status != .cancelling {
                await scheduler.withdraw(run.key)
                let ended = run.ended(.canceled, "canceled: the job was stopped", at: now())
                _ = try await store.replace(ended, whereStatus: run.status)
            }
        }
    }

    /// Asks a run to stop.
    ///
    /// Returns its status before, and that after at most 2 s.
    func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output {
        let run = try await existing(runId, of: job)
        if let reason = run.status.stopRefusal {
            throw APIError(
                .runNotStoppable,
                "run \(runId) of '\(job)' cannot be stopped: \(reason)"
            )
        }
        try await cancel(run)
        var status = RunStatus.cancelling
        for _ in 0..<JobActions.stopReads where !status.isFinal {
            status = try await existing(runId, of: job).status
            if !status.isFinal { try? await sleep(JobActions.stopPause) }
        }
        return StopBatch.Output(preStatus: run.status, postStatus: status)
    }

    private func cancel(_ run: RunRecord) async throws(APIError) {
        // The run's process may be stored in between: the current record becomes Cancelling.
        var cancelling = try await existing(run.runId, of: run.job)
        guard cancelling.key == run.key else { return }
        cancelling.status = .cancelling
        guard try await store.replace(cancelling, whereStatus: .running) else { return }
        await scheduler.requestStop(of: run.key)
    }

    /// Runs a run that has ended again, with the same batch time and parameters.
    func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output {
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
        await scheduler.enqueue(next)
        return RerunBatch.Output(
            preStatus: run.status,
            postStatus: next.status,
            rerunCount: next.rerunCount
        )
    }

    private func existing(_ name: String) async throws(APIError) -> JobRecord {
        guard let job = try await store.job(named: name) else { throw missing(name) }
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
