package import PipelineAPI
package import PipelineEngine

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// What the service keeps: one function an intent, each one transaction, durable when it returns.
///
/// A failure of the store itself is thrown as `E9000`; a rule that is broken is answered with a Bool or
/// a `nil`, and the service says the code.
package protocol Store: JobStore {
    // Repos and their points.
    func repos() async throws(APIError) -> [RepoRecord]
    func repo(named name: String) async throws(APIError) -> RepoRecord?
    /// False where the name is taken.
    func insert(_ repo: RepoRecord) async throws(APIError) -> Bool
    /// False where there is no such repo.
    func update(_ repo: RepoRecord) async throws(APIError) -> Bool
    func deleteRepo(named name: String) async throws(APIError) -> Bool
    /// Keeps a batch of points, all of them or none; false where the repo is gone.
    func append(_ batch: PointBatch, to repo: String) async throws(APIError) -> Bool
    func pointCount(of repo: String) async throws(APIError) -> Int

    // Data sources.
    func dataSources() async throws(APIError) -> [DataSource]
    func insert(_ source: DataSource) async throws(APIError) -> Bool
    func update(_ source: DataSource) async throws(APIError) -> Bool
    func deleteDataSource(named name: String) async throws(APIError) -> Bool

    // Jobs and their history.
    func insert(_ job: JobRecord) async throws(APIError) -> Bool
    /// Replaces definition and schema; whether the schedule is in force stays as it is.
    func update(_ job: JobRecord) async throws(APIError) -> Bool
    /// Deletes the job and its runs.
    func deleteJob(named name: String) async throws(APIError) -> Bool
    func runs(_ question: RunQuestion) async throws(APIError) -> RunAnswer

    // Variables of the user's.
    func insert(_ variable: Variable) async throws(APIError) -> Bool
    func update(_ variable: Variable) async throws(APIError) -> Bool
    func deleteVariable(named name: String) async throws(APIError) -> Bool
}

/// A repo as the store keeps it.
package struct RepoRecord: Codable, Equatable, Sendable {
    package var name: String
    package var repo: Repo

    package init(name: String, repo: Repo) {
        self.name = name
        self.repo = repo
    }
}

/// Points that were posted together: a JSON array of objects.
package struct PointBatch: Equatable, Sendable {
    package var count: Int
    package var json: Data
    package var arrivedAt: Date

    package init(count: Int, json: Data, arrivedAt: Date) {
        self.count = count
        self.json = json
        self.arrivedAt = arrivedAt
    }
}

/// What a page of history is asked for; already checked.
package struct RunQuestion: Equatable, Sendable {
    package enum Field: String, Sendable, CaseIterable {
        case endTime, startTime, batchTime, runId, status, duration
    }

    package var job: String
    package var status: RunStatus?
    package var sortBy: Field
    package var isDescending: Bool
    package var offset: Int
    package var limit: Int

    package init(
        job: String,
        status: RunStatus?,
        sortBy: Field,
        isDescending: Bool,
        offset: Int,
        limit: Int
    ) {
        self.job = job
        self.status = status
        self.sortBy = sortBy
        self.isDescending = isDescending
        self.offset = offset
        self.limit = limit
    }
}

/// A page of history, with how many runs match in all.
package struct RunAnswer: Equatable, Sendable {
    package var total: Int
    package var runs: [RunRecord]

    package init(total: Int, runs: [RunRecord]) {
        self.total = total
        self.runs = runs
    }
}
