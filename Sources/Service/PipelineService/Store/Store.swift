package import PipelineAPI
package import PipelineEngine

/// What the service keeps: one function an intent, each one transaction, durable when it returns.
///
/// A failure of the store itself is thrown as `E9000`; a rule that is broken is answered with a Bool or
/// a `nil`, and the service says the code.
package protocol Store: JobStore, StreamStore {
    // Repos and their points.
    func repos() async throws(APIError) -> [RepoRecord]
    /// False where the name is taken.
    func insert(_ repo: RepoRecord) async throws(APIError) -> Bool
    /// False where there is no such repo.
    func update(_ repo: RepoRecord) async throws(APIError) -> Bool
    /// Deletes the repo and its points; false where there is none, or something reads or makes it.
    func deleteRepo(named name: String) async throws(APIError) -> Bool
    /// Keeps a batch of points, all of them or none; false where the repo is gone.
    func append(_ batch: PointBatch, to repo: String) async throws(APIError) -> Bool
    /// The latest points, in order.
    func latestPoints(of repo: String, count: Int) async throws(APIError) -> [PointRecord]

    // Transforms and exports.
    /// Adds a task that begins at the oldest point or after the newest, and the repo it is to make.
    ///
    /// False where its repo or its destination is gone, or its name, the new repo's name or the destination
    /// is taken.
    func insert(
        _ task: StreamTask,
        making repo: RepoRecord?,
        fromOldest: Bool
    ) async throws(APIError) -> Bool
    /// Replaces what a task does, and its destination's fields; where it stands is kept.
    func update(
        _ task: StreamTask,
        destination: RepoRecord?
    ) async throws(APIError) -> Bool
    /// Deletes a task and the repo it made; false where there is none, or something reads that repo.
    func delete(_ task: StreamTask) async throws(APIError) -> Bool

    // What is kept whole by name: plugins, groups, workflows.
    func records<Record: NamedRecord>(_ type: Record.Type) async throws(APIError) -> [Record]
    func insert(record: some NamedRecord) async throws(APIError) -> Bool
    func update(record: some NamedRecord) async throws(APIError) -> Bool
    func deleteRecord<Record: NamedRecord>(
        _ type: Record.Type,
        named name: String
    ) async throws(APIError) -> Bool

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
    func runs(_ question: RunQuery) async throws(APIError) -> RunPage

    // Job exports; those of a job are deleted with it.
    func insert(_ export: JobExportRecord) async throws(APIError) -> Bool
    func update(_ export: JobExportRecord) async throws(APIError) -> Bool
    func deleteJobExport(named name: String, of job: String) async throws(APIError) -> Bool

    // Variables of the user's.
    func insert(_ variable: Variable) async throws(APIError) -> Bool
    func update(_ variable: Variable) async throws(APIError) -> Bool
    func deleteVariable(named name: String) async throws(APIError) -> Bool
}

/// A record that is kept whole under its name, with no rule of the store's own.
package protocol NamedRecord: Codable, Equatable, Sendable {
    static var recordKind: String { get }
    var recordName: String { get }
}

extension Plugin: NamedRecord {
    package static let recordKind = "plugin"
    package var recordName: String { name }
}

extension Group: NamedRecord {
    package static let recordKind = "group"
    package var recordName: String { name ?? "" }
}

extension Workflow: NamedRecord {
    package static let recordKind = "workflow"
    package var recordName: String { name }
}

/// What a page of history is asked for; already checked.
package struct RunQuery: Equatable, Sendable {
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
package struct RunPage: Equatable, Sendable {
    package var total: Int
    package var runs: [RunRecord]

    package init(total: Int, runs: [RunRecord]) {
        self.total = total
        self.runs = runs
    }
}

extension Store {
    package func workflows() async throws(APIError) -> [Workflow] {
        try await records(Workflow.self)
    }

    package func pointCount(of repo: String) async throws(APIError) -> Int {
        try await pointCount(of: repo, after: 0)
    }

    package func record<Record: NamedRecord>(
        _ type: Record.Type,
        named name: String
    ) async throws(APIError) -> Record? {
        try await records(type).first { $0.recordName == name }
    }

    package func streamTask(_ key: StreamKey) async throws(APIError) -> StreamTask? {
        try await streamTasks().first { $0.key == key }
    }
}
