import FoundationEssentials
import GRDB
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@testable import SQLiteStore

/// Deletions and creations of which the n-th row that is written fails, for every n.
@Suite struct FaultyWriteTests {
    /// A change of the store, by name.
    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var body: @Sendable (SQLiteStore) async throws -> Bool
    }

    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let key = StreamKey(.transform, repo: "a", name: "count")

    private static func repo(_ name: String) -> RepoRecord {
        RepoRecord(name: name, repo: Repo(region: "nb", schema: []))
    }

    /// Each kind is deleted, then created again.
    static let changes = [
        Change(testDescription: "delete export") { store in
            let export = try #require(
                try await store.streamTask(StreamKey(.export, repo: "a", name: "out"))
            )
            return try await store.delete(export)
        },
        Change(testDescription: "create export") { try await $0.addExport() },
        Change(testDescription: "delete transform and its repo") { store in
            try await store.delete(try #require(try await store.streamTask(key)))
        },
        Change(testDescription: "create transform and its repo") { try await $0.addTransform() },
        Change(testDescription: "delete repo") { try await $0.deleteRepo(named: "c") },
        Change(testDescription: "create repo") { try await $0.insert(repo("c")) },
        Change(testDescription: "delete job export") {
            try await $0.deleteJobExport(named: "out", of: "daily")
        },
        Change(testDescription: "create job export") { try await $0.addJobExport() },
        Change(testDescription: "delete job") { try await $0.deleteJob(named: "daily") },
        Change(testDescription: "create job") { try await $0.addJob() },
    ]

    private func fill(_ store: SQLiteStore) async throws {
        for name in ["a", "c"] {
            _ = try await store.insert(Self.repo(name))
            let repo = try #require(try await store.repo(named: name))
            let batch = PointBatch(count: 1, json: Data("[{}]".utf8), arrivedAt: Self.now)
            _ = try await store.append(batch, to: repo)
        }
        _ = try await store.addExport()
        _ = try await store.addTransform()
        _ = try await store.addJob()
        _ = try await store.addJobExport()
        let job = try #require(try await store.job(named: "daily"))
        for time in [Self.now, Self.now + 60] {
            _ = try await store.insertRun(
                of: job,
                batchTime: time,
                parameters: [:],
                isUnique: true
            )
        }
    }

    /// All that is stored, as text, and what is remembered of it.
    private func content(of store: SQLiteStore) async throws -> [String] {
        let rows = try await store.read { database in
            try SQLiteStore.tables(database).flatMap { table in
                try Row.fetchAll(database, sql: "SELECT * FROM \(table)")
                    .map { "\(table) \($0)" }.sorted()
            }
        }
        let tasks = try await store.streamTasks().map { "\($0)" }
        var repos: [String] = []
        for name in ["a", "b", "c"] { repos.append("\(try await store.repo(named: name) as Any)") }
        return rows + tasks + repos
    }

    @Test
    func `a change of which any write fails has changed nothing, and is made when asked again`()
        async throws
    {
        let directory = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try SQLiteStore.open(at: directory + "/pipeline.sqlite")
        try await fill(store)
        try await store.write { try SQLiteStore.addFaults($0) }
        for change in Self.changes {
            var (write, isMade) = (0, false)
            while !isMade {
                write += 1
                let before = try await content(of: store)
                try await store.failWrite(write)
                do {
                    isMade = try await change.body(store)
                    #expect(isMade, "\(change.testDescription)")
                } catch is APIError {
                    try await store.failWrite(0)
                    let after = try await content(of: store)
                    #expect(after == before, "\(change.testDescription), write \(write)")
                }
                try await store.failWrite(0)
            }
            #expect(write > 1, "no write of '\(change.testDescription)' failed")
        }
        let identities = try await store.streamTasks().map(\.identity)
        #expect(identities.allSatisfy { $0 > 7 })
        #expect(try await store.run(job: "daily", runId: 1) == nil)
    }
}

extension SQLiteStore {
    fileprivate func addExport() async throws -> Bool {
        let export = StreamTask(
            key: StreamKey(.export, repo: "a", name: "out"),
            work: .export(ExportDefinition(type: .http, spec: [:])),
            createdAt: Date(timeIntervalSince1970: 0)
        )
        return try await insert(export, creating: nil, fromOldest: true)
    }

    fileprivate func addTransform() async throws -> Bool {
        let definition = TransformDefinition(
            destination: "b",
            spec: TransformSpec(mode: "sql", code: "SELECT 1 AS n", interval: "10s"),
            ownsDestination: true
        )
        let transform = StreamTask(
            key: StreamKey(.transform, repo: "a", name: "count"),
            work: .transform(definition),
            createdAt: Date(timeIntervalSince1970: 0)
        )
        let made = RepoRecord(name: "b", repo: Repo(region: "nb", schema: []))
        return try await insert(transform, creating: made, fromOldest: true)
    }

    fileprivate func addJob() async throws -> Bool {
        let definition = JobDefinition(
            srcs: [],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .manual)
        )
        let time = Date(timeIntervalSince1970: 0)
        return try await insert(
            JobRecord(name: "daily", definition: definition, schema: [], createdAt: time)
        )
    }

    fileprivate func addJobExport() async throws -> Bool {
        try await insert(JobExportRecord(job: "daily", name: "out", type: .http, spec: [:]))
    }

    fileprivate static func tables(_ database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'fault'
                    AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'grdb_%' ORDER BY name
                """
        )
    }

    /// Adds triggers that count the rows written, and fail at the one that is asked for.
    fileprivate static func addFaults(_ database: Database) throws {
        try database.execute(
            sql: "CREATE TABLE fault (\"left\" INTEGER); INSERT INTO fault VALUES (0)"
        )
        for table in try tables(database) {
            for event in ["INSERT", "UPDATE", "DELETE"] {
                try database.execute(
                    sql: """
                        CREATE TRIGGER fault_\(table)_\(event) BEFORE \(event) ON \(table) BEGIN
                            SELECT RAISE(ABORT, 'the disk is full')
                                WHERE (SELECT "left" FROM fault) = 1;
                            UPDATE fault SET "left" = "left" - 1;
                        END
                        """
                )
            }
        }
    }

    /// Has the n-th row that is written from now on fail; with 0 none does.
    fileprivate func failWrite(_ number: Int) async throws {
        try await write {
            try $0.execute(sql: "UPDATE fault SET \"left\" = ?", arguments: [number])
        }
    }
}
