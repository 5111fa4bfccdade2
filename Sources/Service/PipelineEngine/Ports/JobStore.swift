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
    /// The newest run, by id, that is Successful and whose batch time is within the bound.
    func newestSuccessfulRun(
        of job: String,
        _ batchTime: BatchTimeBound
    ) async throws(APIError) -> RunRecord?
    /// The latest batch time of the job's runs: where a schedule goes on from after a restart.
    func latestBatchTime(job: String) async throws(APIError) -> Date?
    /// Every run that is not Successful, Failed or Canceled, oldest first.
    func unfinishedRuns() async throws(APIError) -> [RunRecord]
    /// The same of one job.
    func unfinishedRuns(of job: String) async throws(APIError) -> [RunRecord]

    /// Replaces the run where its stored status still is `status`; false where it is not, or is gone.
    func replace(_ run: RunRecord, whereStatus status: RunStatus) async throws(APIError) -> Bool
}

/// The batch times of an upstream job that a run may read.
package enum BatchTimeBound: Equatable, Sendable {
    /// That of a depend job: its upstream's run of the same batch time.
    case exactly(Date)
    /// That of every other job: this batch time, or an earlier one.
    case atMost(Date)

    package func contains(_ batchTime: Date) -> Bool {
        switch self {
        case .exactly(let time): batchTime == time
        case .atMost(let time): batchTime <= time
        }
    }
}
