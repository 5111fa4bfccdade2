package import PipelineAPI

package import struct FoundationEssentials.Date

/// What the batch engine needs kept: jobs, data sources, variables and runs, durably.
///
/// Every function is one transaction. A failure of the store itself is thrown as `E9000`.
package protocol JobStore: Sendable {
    func jobs() async throws(APIError) -> [JobRecord]
    func job(named name: String) async throws(APIError) -> JobRecord?
    /// The jobs that read a job or a data source directly, by name.
    func jobs(
        reading source: String,
        _ type: JobSourceType
    ) async throws(APIError) -> [JobRecord]
    func dataSource(named name: String) async throws(APIError) -> DataSource?
    func userVariables() async throws(APIError) -> [Variable]
    func jobExports(of job: String) async throws(APIError) -> [JobExportRecord]

    /// Sets whether the job's schedule is in force; false where there is no such job.
    func setScheduled(_ isScheduled: Bool, job: String) async throws(APIError) -> Bool

    /// Adds a run in state Ready with the job's next run id; `nil` where the job is gone, or where it
    /// has a run with this batch time already and `isUnique` asks for none.
    func insertRun(
        job: String,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) async throws(APIError) -> RunRecord?

    func run(job: String, runId: Int) async throws(APIError) -> RunRecord?
    /// The run with the greatest id.
    func newestRun(job: String) async throws(APIError) -> RunRecord?
    /// The run with the latest batch time: where a schedule goes on from after a restart.
    func latestBatchTime(job: String) async throws(APIError) -> Date?
    /// Every run that is not Successful, Failed or Canceled, oldest first.
    func unfinishedRuns() async throws(APIError) -> [RunRecord]
    /// The same of one job.
    func unfinishedRuns(of job: String) async throws(APIError) -> [RunRecord]

    /// Replaces the run where its stored status still is `status`; false where it is not, or is gone.
    func replace(_ run: RunRecord, whereStatus status: RunStatus) async throws(APIError) -> Bool
}

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
