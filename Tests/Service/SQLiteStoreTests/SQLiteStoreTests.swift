import FoundationEssentials
import GRDB
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@testable import SQLiteStore

@Suite struct SQLiteStoreTests {
    private let now = Date(timeIntervalSince1970: 1_780_000_000)

    private func withPath(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory + "/pipeline.sqlite")
    }

    private var job: JobRecord {
        JobRecord(
            name: "daily",
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: "SELECT 1"),
                scheduler: JobScheduler(type: .manual)
            ),
            schema: [],
            createdAt: now
        )
    }

    @Test func `every commit is synced`() async throws {
        try await withPath { path in
            let store = try SQLiteStore.open(at: path)
            #expect(try await store.synchronousLevel() == 2)
        }
    }

    @Test func `what was kept is there when the file is opened again`() async throws {
        try await withPath { path in
            let repo = Repo(region: "nb", schema: [SchemaField("a", .string)])
            var job = self.job
            job.names = ResultNames(columns: ["count(1)"])
            do {
                let store = try SQLiteStore.open(at: path)
                #expect(try await store.insert(RepoRecord(name: "web", repo: repo)))
                let web = try #require(try await store.repo(named: "web"))
                let batch = PointBatch(count: 3, json: Data("[{},{},{}]".utf8), arrivedAt: now)
                #expect(try await store.append(batch, to: web))
                #expect(try await store.insert(job))
            }
            let store = try SQLiteStore.open(at: path)
            #expect(try await store.repo(named: "web")?.repo == repo)
            #expect(try await store.pointCount(of: "web") == 3)
            let daily = try #require(try await store.job(named: "daily"))
            #expect(daily.definition == job.definition && daily.names == job.names)
        }
    }

    @Test func `a run is replaced only while it has the expected status`() async throws {
        try await withPath { path in
            let store = try SQLiteStore.open(at: path)
            _ = try await store.insert(job)
            let daily = try #require(try await store.job(named: "daily"))
            let inserted = try await store.insertRun(
                of: daily,
                batchTime: now,
                parameters: ["a": "b"],
                isUnique: true
            )
            let again = try await store.insertRun(
                of: daily,
                batchTime: now,
                parameters: [:],
                isUnique: true
            )
            #expect(again == nil)
            var run = try #require(inserted)
            #expect(run.runId == 1 && run.status == .ready && run.parameters == ["a": "b"])
            run.status = .running
            #expect(try await store.replace(run, whereStatus: .ready))
            #expect(try await store.replace(run, whereStatus: .ready) == false)
            #expect(try await store.unfinishedRuns() == [run])
        }
    }

    @Test func `what jobs read is found in a file of an earlier version too`() async throws {
        try await withPath { path in
            var reader = job
            reader.definition.srcs = [
                JobSource(name: "logs", type: .dataSource, tableName: "a"),
                JobSource(name: "logs", type: .dataSource, tableName: "b"),
                JobSource(name: "up", type: .job, tableName: "c"),
            ]
            do {
                let store = try SQLiteStore.open(at: path)
                _ = try await store.insert(reader)
                try await store.write {
                    try $0.execute(
                        sql: """
                            DROP TABLE job_source;
                            DELETE FROM grdb_migrations WHERE identifier LIKE '3 %';
                            """
                    )
                }
            }
            let store = try SQLiteStore.open(at: path)
            #expect(try await store.jobs(reading: "logs", .dataSource).map(\.name) == ["daily"])
            #expect(try await store.jobs(reading: "up", .job).map(\.name) == ["daily"])
            #expect(try await store.jobs(reading: "logs", .job).isEmpty)
        }
    }

    @Test func `the unfinished runs of a job are its own`() async throws {
        try await withPath { path in
            let store = try SQLiteStore.open(at: path)
            var other = job
            other.name = "other"
            for job in [job, other] {
                _ = try await store.insert(job)
                let record = try #require(try await store.job(named: job.name))
                for time in [now, now + 60] {
                    let inserted = try await store.insertRun(
                        of: record,
                        batchTime: time,
                        parameters: [:],
                        isUnique: true
                    )
                    var run = try #require(inserted)
                    run.status = .failed
                    if time == now { _ = try await store.replace(run, whereStatus: .ready) }
                }
            }
            #expect(try await store.unfinishedRuns().count == 2)
            let own = try await store.unfinishedRuns(of: "daily")
            #expect(own.map(\.job) == ["daily"] && own.map(\.runId) == [2])
        }
    }

    @Test func `the upstream run a job reads is found by an index, and nothing is sorted`()
        async throws
    {
        try await withPath { path in
            let store = try SQLiteStore.open(at: path)
            let plans = [
                (BatchTimeBound.exactly(now), "run_batch (job=? AND batch_time=?)"),
                (.atMost(now), "run_status_id (job=? AND status=?)"),
            ]
            for (bound, index) in plans {
                let plan = try await store.read { database in
                    try Row.fetchAll(
                        database,
                        sql: "EXPLAIN QUERY PLAN " + bound.newestSuccessfulRun,
                        arguments: ["daily", "Successful", 0.0]
                    ).map { row -> String in row["detail"] }
                }
                #expect(plan == ["SEARCH run USING INDEX \(index)"])
            }
        }
    }

    @Test func `a file of a later version is refused, and left as it is`() async throws {
        try await withPath { path in
            try await SQLiteStore.open(at: path).write {
                try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 of a later version')")
            }
            let before = try Data(contentsOf: URL(filePath: path))
            let error = #expect(throws: APIError.self) { _ = try SQLiteStore.open(at: path) }
            #expect(error?.message.contains("written by a newer pandorad") == true)
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
        }
    }

    @Test func `a file that is no database is refused with its path`() async throws {
        try await withPath { path in
            try Data("this is a text and no database at all".utf8).write(to: URL(filePath: path))
            let error = await #expect(throws: APIError.self) {
                _ = try await SQLiteStore.open(at: path).repos()
            }
            #expect(error?.code == .internalError && error?.message.contains(path) == true)
        }
    }
}
