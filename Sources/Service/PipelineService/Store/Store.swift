package import PipelineAPI
package import PipelineEngine

/// The durable storage of the service: each function is one transaction, durable when it returns.
///
/// What is inserted gets an identity (``Identified``); what is updated or deleted is the definition of the
/// identity that is given. A failure of the store itself is thrown as `E9000`. A broken rule is returned as false or `nil`, and the
/// service throws its code.
package protocol Store: JobStore, StreamStore, WrittenKeys {
    // Repos and their points.
    func repos() async throws(APIError) -> [RepoRecord]
    /// Returns false where the name is taken.
    func insert(_ repo: RepoRecord) async throws(APIError) -> Bool
    /// Returns false where there is no such repo; one that was created since under its name is another.
    func update(_ repo: RepoRecord) async throws(APIError) -> Bool
    /// Deletes the repo and its points. Returns false where there is none, or a task reads or writes it.
    func deleteRepo(named name: String) async throws(APIError) -> Bool
    /// Stores a batch of points, all or none. Returns false where there is no such repo; one that was
    /// created since under its name is another.
    func append(_ batch: PointBatch, to repo: RepoRecord) async throws(APIError) -> Bool
    /// Returns the latest points, in order.
    func latestPoints(of repo: String, count: Int) async throws(APIError) -> [PointRecord]

    // Transforms and exports.
    /// Adds a task that begins at the oldest point or after the newest, and the repo that it creates.
    ///
    /// Returns false where its repo or its destination does not exist, or where its name, the new repo's
    /// name or the destination is taken.
    func insert(
        _ task: StreamTask,
        creating repo: RepoRecord?,
        fromOldest: Bool
    ) async throws(APIError) -> Bool
    /// Replaces a task's work and its destination's fields; the position stays.
    func update(
        _ task: StreamTask,
        destination: RepoRecord?
    ) async throws(APIError) -> Bool
    /// Deletes a task and the repo that it created. Returns false where there is none, or a task reads
    /// the repo.
    func delete(_ task: StreamTask) async throws(APIError) -> Bool

    // Named records: plugins, groups, workflows, functions and their jars.
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
    /// Replaces definition and schema; whether the schedule is active stays. Returns false where there is no
    /// such job; one that was created since under its name is another.
    func update(_ job: JobRecord) async throws(APIError) -> Bool
    /// Deletes the job and its runs.
    func deleteJob(named name: String) async throws(APIError) -> Bool
    func runs(_ question: RunQuery) async throws(APIError) -> RunPage

    // Job exports; those of a job are deleted with it.
    func insert(_ export: JobExportRecord) async throws(APIError) -> Bool
    func update(_ export: JobExportRecord) async throws(APIError) -> Bool
    func deleteJobExport(named name: String, of job: String) async throws(APIError) -> Bool

    // User variables.
    func insert(_ variable: Variable) async throws(APIError) -> Bool
    func update(_ variable: Variable) async throws(APIError) -> Bool
    func deleteVariable(named name: String) async throws(APIError) -> Bool
}

/// A record that is stored as JSON under its name, without further rules of the store.
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

extension FunctionJar: NamedRecord {
    package static let recordKind = "functionJar"
    package var recordName: String { jarName }
}

extension RegisteredFunction: NamedRecord {
    package static let recordKind = "function"
    package var recordName: String { funcName }
}

extension Workflow: NamedRecord {
    package static let recordKind = "workflow"
    package var recordName: String { name }
}

/// The query of a page of a job's history; its values are checked.
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

/// A page of a job's history, with the total number of runs that match.
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
