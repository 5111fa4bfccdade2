package import PipelineAPI

package import struct FoundationEssentials.Date

/// The durable storage of the batch engine: jobs, data sources, variables and runs.
///
/// Every function is one transaction. A failure of the store itself is thrown as `E9000`.
package protocol JobStore: Sendable {
    func jobs() async throws(APIError) -> [JobRecord]
    func job(named name: String) async throws(APIError) -> JobRecord?
    /// Returns the jobs that read a job or a data source directly, ordered by name.
    func jobs(
        reading source: String,
        _ type: JobSourceType
    ) async throws(APIError) -> [JobRecord]
    func dataSource(named name: String) async throws(APIError) -> DataSource?
    func userVariables() async throws(APIError) -> [Variable]
    func jobExports(of job: String) async throws(APIError) -> [JobExportRecord]

    /// Sets whether the job's schedule is active. Returns false where there is no such job.
    func setScheduled(_ isScheduled: Bool, job: String) async throws(APIError) -> Bool

    /// Adds a run with status Ready and the job's next run id. Returns `nil` where the job is deleted, also
    /// if one of its name was created since, or where it has a run of this batch time already and
    /// `isUnique` is set.
    func insertRun(
        of job: JobRecord,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) async throws(APIError) -> RunRecord?

    func run(job: String, runId: Int) async throws(APIError) -> RunRecord?
    /// Returns the run with the greatest id.
    func newestRun(job: String) async throws(APIError) -> RunRecord?
    /// Returns the run that started last, whatever its id: a rerun starts again.
    func lastStartedRun(job: String) async throws(APIError) -> RunRecord?
    /// Returns the Successful run with the greatest id whose batch time is within the bound.
    func newestSuccessfulRun(
        of job: String,
        _ batchTime: BatchTimeBound
    ) async throws(APIError) -> RunRecord?
    /// Returns the latest batch time of the job's runs, from which a schedule continues after a restart.
    func latestBatchTime(job: String) async throws(APIError) -> Date?
    /// Returns every run that is not Successful, Failed or Canceled, by batch time.
    func unfinishedRuns() async throws(APIError) -> [RunRecord]
    /// Returns the runs of one job that are not Successful, Failed or Canceled, by batch time.
    func unfinishedRuns(of job: String) async throws(APIError) -> [RunRecord]

    /// Replaces the run if its stored status still is `status` and it was not rerun since. Returns false
    /// if it is not so, or there is no such run of this very job.
    func replace(_ run: RunRecord, whereStatus status: RunStatus) async throws(APIError) -> Bool
}

/// The batch times of an upstream job that a run may read.
package enum BatchTimeBound: Equatable, Sendable {
    /// For a depend job: the batch time of its own run.
    case exactly(Date)
    /// For every other job: the batch time of its own run, or an earlier one.
    case atMost(Date)

    package func contains(_ batchTime: Date) -> Bool {
        switch self {
        case .exactly(let time): batchTime == time
        case .atMost(let time): batchTime <= time
        }
    }
}
