import FoundationEssentials
import GRDB
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@testable import SQLiteStore

@Suite struct IdentityMigrationTests {
    private func withPath(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory + "/pipeline.sqlite")
    }

    private let now = Date(timeIntervalSince1970: 1_780_000_000)

    private func fill(_ store: SQLiteStore) async throws {
        for name in ["b", "a"] {
            _ = try await store.insert(RepoRecord(name: name, repo: Repo(region: "nb", schema: [])))
        }
        let export = StreamTask(
            key: StreamKey(.export, repo: "a", name: "out"),
            work: .export(ExportDefinition(type: .http, spec: ["n": 1.5])),
            createdAt: now
        )
        _ = try await store.insert(export, creating: nil, fromOldest: true)
        let definition = JobDefinition(
            srcs: [],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .manual)
        )
        let job = JobRecord(name: "daily", definition: definition, schema: [], createdAt: now)
        _ = try await store.insert(job)
        _ = try await store.insert(
            JobExportRecord(job: "daily", name: "out", type: .http, spec: [:])
        )
        let stored = try #require(try await store.job(named: "daily"))
        _ = try await store.insertRun(
            of: stored,
            batchTime: now,
            parameters: ["a": "b"],
            isUnique: true
        )
    }

    /// Makes a store's file as one of the version before identities.
    private func undo(_ database: Database) throws {
        try database.execute(
            sql: """
                DROP TABLE identity_counter;
                ALTER TABLE repo DROP COLUMN identity;
                ALTER TABLE stream_task DROP COLUMN identity;
                ALTER TABLE job DROP COLUMN identity;
                ALTER TABLE job_export DROP COLUMN identity;
                UPDATE run SET json = json_remove(json, '$.jobIdentity');
                INSERT INTO written_key (key, source, target, run, written_at) VALUES
                    ('buckets/b/1', 'a/out', 'buckets/b/1', 0, 0),
                    ('buckets/b/2', 'daily/out', 'buckets/b/2', 1, 0);
                DELETE FROM grdb_migrations WHERE identifier LIKE '% identities';
                """
        )
    }

    @Test func `definitions and runs of an earlier version get identities`() async throws {
        try await withPath { path in
            do {
                let store = try SQLiteStore.open(at: path)
                try await fill(store)
                try await store.write { try undo($0) }
            }
            let store = try SQLiteStore.open(at: path)
            #expect(try await store.repos().map(\.identity) == [1, 2])
            #expect(try await store.streamTasks().map(\.identity) == [3])
            let job = try #require(try await store.job(named: "daily"))
            #expect(job.identity == 4)
            #expect(try await store.jobExports(of: "daily").map(\.identity) == [5])
            let run = try #require(try await store.run(job: "daily", runId: 1))
            #expect(run.jobIdentity == 4 && run.parameters == ["a": "b"] && run.batchTime == now)
            for (source, key) in [("a/out#3", "buckets/b/1"), ("daily/out#5", "buckets/b/2")] {
                let question = WrittenKeyQuery(source: source, target: key, run: 9, before: nil)
                #expect(try await store.writtenKeys(question).map(\.key) == [key])
            }
            _ = try await store.insert(RepoRecord(name: "c", repo: Repo(region: "nb", schema: [])))
            #expect(try await store.repo(named: "c")?.identity == 6)
        }
    }

    @Test func `of a repo's and a job's export of one name each keeps the keys that it wrote`()
        async throws
    {
        try await withPath { path in
            do {
                let store = try SQLiteStore.open(at: path)
                try await fill(store)
                _ = try await store.insert(
                    RepoRecord(name: "daily", repo: Repo(region: "nb", schema: []))
                )
                let export = StreamTask(
                    key: StreamKey(.export, repo: "daily", name: "out"),
                    work: .export(ExportDefinition(type: .http, spec: [:])),
                    createdAt: now
                )
                _ = try await store.insert(export, creating: nil, fromOldest: true)
                try await store.write {
                    try undo($0)
                    try $0.execute(
                        sql: """
                            INSERT INTO written_key (key, source, target, run, written_at) VALUES
                                ('buckets/b/2-7.json', 'daily/out', 'buckets/b/2', 7, 0),
                                ('buckets/b/c/part-0', 'daily/out', 'buckets/b/c', 7, 0),
                                ('buckets/b/d.json', 'daily/out', 'buckets/b/d', 7, 0);
                            """
                    )
                }
            }
            let store = try SQLiteStore.open(at: path)
            let ofRepo = try #require(
                try await store.streamTasks().first { $0.key.repo == "daily" }
            ).source
            let ofJob = try #require(try await store.jobExports(of: "daily").first).source
            #expect(ofRepo != ofJob)
            for (source, target, keys) in [
                (ofJob, "buckets/b/2", ["buckets/b/2", "buckets/b/2-7.json"]),
                (ofJob, "buckets/b/c", ["buckets/b/c/part-0"]),
                (ofRepo, "buckets/b/d", ["buckets/b/d.json"]),
            ] {
                let question = WrittenKeyQuery(source: source, target: target, run: 9, before: nil)
                #expect(try await store.writtenKeys(question).map(\.key) == keys)
            }
        }
    }

    @Test func `a store that was removed gives no identity that it gave before`() async throws {
        try await withPath { path in
            let repo = RepoRecord(name: "a", repo: Repo(region: "nb", schema: []))
            let first = try SQLiteStore.open(at: path, identitiesAbove: 100)
            _ = try await first.insert(repo)
            #expect(try await first.repo(named: "a")?.identity == 101)
            let second = try SQLiteStore.open(at: path + ".new", identitiesAbove: 200)
            _ = try await second.insert(repo)
            #expect(try await second.repo(named: "a")?.identity == 201)
            let again = try SQLiteStore.open(at: path, identitiesAbove: 50)
            _ = try await again.deleteRepo(named: "a")
            _ = try await again.insert(repo)
            #expect(try await again.repo(named: "a")?.identity == 102)
        }
    }
}
