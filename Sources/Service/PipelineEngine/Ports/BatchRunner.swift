package import PipelineAPI

/// What the service asks of the batch engine; the rules of both batch actions live behind it.
package protocol BatchRunner: Sendable {
    /// Makes a run of the job now, or puts its schedule in force again; see ``StartJob``.
    ///
    /// Throws `E18606` for no such job, `E18621` where it cannot be started (a depend job, which only
    /// its upstream starts).
    func start(job: String, parameters: [String: String]) async throws(APIError)
    /// Ends the job's schedule and stops its unfinished runs; throws `E18606`, `E18622`.
    func stop(job: String) async throws(APIError)
    /// Throws `E18606`, `E18624`, `E18626` with the status in words.
    func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output
    /// Throws `E18606`, `E18624`, `E18625` with the status in words.
    func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output
    /// Tells that a job was created, replaced or deleted, so that the schedule is looked at again.
    func jobChanged(_ job: String) async
}
