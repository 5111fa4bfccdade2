import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@Suite struct JobRunnerTests {
    private let store = JobStoreFake()
    private let engine = EngineFake()

    private func runner(backfill: Int = 0) -> JobRunner {
        let root = FileManager.default.temporaryDirectory.path + "/runs-" + UUID().uuidString
        return JobRunner(
            store: store,
            engine: engine,
            files: FileSelection(root: root, zone: .utc) { _ in [] },
            surroundings: JobRunner.Surroundings(
                root: root,
                parallel: 2,
                backfill: backfill,
                now: { Date() },
                sleep: { try await Task.sleep(for: min($0, .milliseconds(5))) },
                endChild: { _ in }
            )
        )
    }

    /// Runs the loop while `body` does its part.
    private func serving(
        _ runner: JobRunner,
        _ body: @Sendable @escaping () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            try await body()
            group.cancelAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a manual job that is started runs once and succeeds`() async throws {
        await store.add("a", .manual)
        let runner = runner()
        try await serving(runner) { [store] in
            try await runner.start(job: "a", parameters: [:])
            let run = try await store.wait("a", 1, for: .successful)
            #expect(run.message.hasPrefix("fake: 3 rows from 0 files in "))
            #expect(run.startTime != nil && run.endTime != nil && run.child == nil)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a running run is stopped and then can be rerun`() async throws {
        await store.add("a", .manual)
        await engine.block()
        let runner = runner()
        try await serving(runner) { [store, engine] in
            try await runner.start(job: "a", parameters: [:])
            _ = try await store.wait("a", 1, for: .running)
            let stop = try await runner.stopRun(job: "a", runId: 1)
            #expect(stop == StopRun.Output(preStatus: .running, postStatus: .canceled))
            await #expect(throws: APIError.self) {
                try await runner.stopRun(job: "a", runId: 1)
            }
            await engine.unblock()
            let before = try await store.wait("a", 1, for: .canceled)
            let rerun = try await runner.rerunRun(job: "a", runId: 1)
            #expect(rerun.rerunCount == 1 && rerun.preStatus == .canceled)
            let after = try await store.wait("a", 1, for: .successful)
            #expect(after.batchTime == before.batchTime)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a downstream job runs in its upstream's batch time`() async throws {
        await store.add("a", .manual)
        await store.add("b", .depend, reading: "a")
        let runner = runner()
        try await serving(runner) { [store] in
            try await runner.start(job: "a", parameters: [:])
            let downstream = try await store.wait("b", 1, for: .successful)
            let upstream = try await store.wait("a", 1, for: .successful)
            #expect(downstream.batchTime == upstream.batchTime)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a run found Running at start is Failed`() async throws {
        await store.add("a", .manual)
        await store.put(RunRecord(job: "a", runId: 1, batchTime: Date(), status: .running))
        let runner = runner()
        try await serving(runner) { [store] in
            let run = try await store.wait("a", 1, for: .failed)
            #expect(run.message == "service restarted while the run was running")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a backfill really runs the latest past batch times`() async throws {
        await store.add("a", .crontab)
        let runner = runner(backfill: 3)
        try await serving(runner) { [store] in
            for id in 1...3 { _ = try await store.wait("a", id, for: .successful) }
            #expect(await store.newestRun(job: "a")?.runId == 3)
        }
    }
}

actor EngineFake: SQLEngine {
    nonisolated let name = "fake"
    private var isBlocked = false

    func block() { isBlocked = true }
    func unblock() { isBlocked = false }

    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField] {
        []
    }
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] { [] }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (ChildMark) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        await onStart(ChildMark(processID: 1, startTicks: 1))
        while isBlocked {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { throw .stopped }
        }
        return QueryResult(rows: 3)
    }
}

actor JobStoreFake: JobStore {
    private var records: [String: JobRecord] = [:]
    private var runs: [String: [RunRecord]] = [:]

    func add(_ name: String, _ type: SchedulerType, reading upstream: String? = nil) {
        let sources = upstream.map { [JobSource(name: $0, type: .job, tableName: "up")] }
        records[name] = JobRecord(
            name: name,
            definition: JobDefinition(
                srcs: sources ?? [],
                computation: Computation(code: "SELECT 1"),
                scheduler: JobScheduler(
                    type: type,
                    spec: JobScheduler.Spec(crontab: "0 0 1 1 *")
                )
            ),
            schema: [],
            createdAt: Date()
        )
    }

    func put(_ run: RunRecord) { runs[run.job, default: []].append(run) }

    /// Waits until the run has a status.
    func wait(_ job: String, _ id: Int, for status: RunStatus) async throws -> RunRecord {
        while true {
            if let run = run(job: job, runId: id), run.status == status { return run }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    func jobs() -> [JobRecord] { records.values.sorted { $0.name < $1.name } }
    func job(named name: String) -> JobRecord? { records[name] }
    func dataSource(named name: String) -> DataSource? { nil }
    func userVariables() -> [Variable] { [] }
    func setScheduled(_ isScheduled: Bool, job: String) -> Bool {
        records[job]?.isScheduled = isScheduled
        return records[job] != nil
    }
    func insertRun(
        job: String,
        batchTime: Date,
        parameters: [String: String],
        isUnique: Bool
    ) -> RunRecord? {
        let known = runs[job] ?? []
        if isUnique, known.contains(where: { $0.batchTime == batchTime }) { return nil }
        let run = RunRecord(
            job: job,
            runId: known.count + 1,
            batchTime: batchTime,
            parameters: parameters
        )
        put(run)
        return run
    }
    func run(job: String, runId: Int) -> RunRecord? { runs[job]?.first { $0.runId == runId } }
    func newestRun(job: String) -> RunRecord? { runs[job]?.last }
    func latestBatchTime(job: String) -> Date? { runs[job]?.map(\.batchTime).max() }
    func unfinishedRuns() -> [RunRecord] {
        runs.values.flatMap { $0 }.filter { !$0.status.isFinal }
    }
    func replace(_ run: RunRecord, whereStatus status: RunStatus) -> Bool {
        guard let index = runs[run.job]?.firstIndex(where: { $0.runId == run.runId }),
            runs[run.job]?[index].status == status
        else { return false }
        runs[run.job]?[index] = run
        return true
    }
}
