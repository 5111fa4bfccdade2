import FoundationEssentials
import GRDB
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

@testable import SQLiteStore

/// Pages of history, with the store in memory as the judge: it sorts all runs and knows no index.
@Suite struct RunHistoryTests {
    /// The first 40 runs are of every status, the others are Successful: more than are sorted at once.
    private static let runs: [RunRecord] = (1...1100).map { id in
        let start = Date(timeIntervalSince1970: 1_780_000_000 + Double(id * 7 % 300))
        let status = id <= 40 ? RunStatus.known[id % RunStatus.known.count] : .successful
        return RunRecord(
            job: "daily",
            runId: id,
            batchTime: Date(timeIntervalSince1970: Double(id * 11 % 1200)),
            status: status,
            startTime: status == .ready ? nil : start,
            endTime: status.isFinal ? start + Double(id % 5) : nil
        )
    }

    private static let job = JobRecord(
        name: "daily",
        definition: JobDefinition(
            srcs: [],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .manual)
        ),
        schema: [],
        createdAt: Date(timeIntervalSince1970: 0)
    )

    private func fill(_ store: MemoryStore) async {
        _ = await store.insert(Self.job)
        guard let job = await store.job(named: "daily") else { return }
        for var run in Self.runs {
            run.jobIdentity = job.identity
            _ = await store.insertRun(
                of: job,
                batchTime: run.batchTime,
                parameters: [:],
                isUnique: false
            )
            _ = await store.replace(run, whereStatus: .ready)
        }
    }

    /// In one transaction: a thousand synced ones take seconds.
    private func fill(_ store: SQLiteStore) async throws {
        _ = try await store.insert(Self.job)
        let identity = try #require(try await store.job(named: "daily")).identity
        try await store.write { database in
            for var run in Self.runs {
                run.jobIdentity = identity
                try database.execute(
                    sql: "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?)",
                    arguments: [
                        run.job, run.runId, run.batchTime.timeIntervalSince1970,
                        run.status.rawValue,
                        run.startTime?.timeIntervalSince1970, run.endTime?.timeIntervalSince1970,
                        try JSONColumn.text(of: run),
                    ]
                )
            }
        }
    }

    private static let questions: [RunQuery] = RunQuery.Field.allCases.flatMap { field in
        [nil, RunStatus.successful, .failed, .running, .cancelling].flatMap { status in
            [(0, true), (0, false), (3, true), (1050, false), (5000, true)].map {
                offset,
                isDescending in
                RunQuery(
                    job: "daily",
                    status: status,
                    sortBy: field,
                    isDescending: isDescending,
                    offset: offset,
                    limit: 20
                )
            }
        }
    }

    @Test func `a page is the same whichever store keeps the runs`() async throws {
        let directory = FileManager.default.temporaryDirectory.path + "/runs-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let memory = MemoryStore()
        let sqlite = try SQLiteStore.open(at: directory + "/pipeline.sqlite")
        await fill(memory)
        try await fill(sqlite)
        for question in Self.questions {
            let (expected, found) = (await memory.runs(question), try await sqlite.runs(question))
            #expect(found.total == expected.total, "\(question)")
            #expect(found.runs.map(\.runId) == expected.runs.map(\.runId), "\(question)")
        }
        let last = try #require(await memory.lastStartedRun(job: "daily"))
        #expect(try await sqlite.lastStartedRun(job: "daily") == last)
        #expect(
            Self.runs.allSatisfy { $0.startTime ?? .distantPast <= last.startTime ?? .distantPast }
        )
    }
}
