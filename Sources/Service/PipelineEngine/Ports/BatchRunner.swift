package import PipelineAPI

/// The batch engine as the service sees it; it has the rules of the batch actions.
package protocol BatchRunner: Sendable {
    /// Creates a run of the job now, or activates its schedule again; see ``StartJob``.
    ///
    /// Throws `E18606` for no such job, `E18621` where it cannot be started (a depend job, which only
    /// its upstream starts).
    func start(job: String, parameters: [String: String]) async throws(APIError)
    /// Ends the job's schedule and stops its unfinished runs; throws `E18606`, `E18622`.
    func stop(job: String) async throws(APIError)
    /// Stops a run. Throws `E18606`, `E18624`, or `E18626` with the rule that its status breaks.
    func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output
    /// Runs a run again. Throws `E18606`, `E18624`, or `E18625` with the rule that its status breaks.
    func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output
    /// Notifies that a job was created, replaced or deleted, so that its schedule is checked.
    func jobChanged(_ job: String) async
    /// Returns what each run of the job that waits for a slot waits for, by the run's id.
    func waits(of job: String) async -> [Int: String]
    /// Ends the runs of a job that was deleted, and removes their results and what destinations remember
    /// of its exports. No job of its name may be created before this returns.
    func jobDeleted(_ job: JobRecord, exports: [JobExportRecord]) async
    /// Removes what destinations remember of an export that was deleted.
    func exportDeleted(_ export: JobExportRecord) async
}
