import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Testing

/// Starts of workflows that fail in the middle.
@Suite struct WorkflowStartContractTests {
    /// Makes a workflow of a data source with two manual jobs and one with a schedule.
    private func fill(_ world: JobFixture) async throws {
        let workflow = Workflow(
            name: "nightly",
            region: "nb",
            status: .ready,
            canStart: true,
            isManualWorkflow: false
        )
        _ = try await world.store.insert(record: workflow)
        let source = DataSource(
            name: "files",
            region: "nb",
            type: .kodo,
            spec: DataSourceSpec(bucket: "logs", fileType: "json"),
            schema: [SchemaField("n", .long)],
            workflow: "nightly"
        )
        _ = try await world.store.insert(source)
        for (name, type) in [("a", SchedulerType.manual), ("b", .crontab), ("c", .manual)] {
            let definition = JobDefinition(
                srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
                computation: Computation(code: "SELECT \(name)"),
                scheduler: JobScheduler(
                    type: type,
                    spec: type == .crontab ? .init(crontab: "0 0 1 1 *") : nil
                )
            )
            var job = JobRecord(name: name, definition: definition, schema: [], createdAt: .now)
            job.isScheduled = false
            _ = try await world.store.insert(job)
        }
    }

    @Test(arguments: StreamCarrier.allCases)
    func `a workflow of which a job cannot be started is not told to be started`(
        _ carrier: StreamCarrier
    ) async throws {
        try await JobFixture.on(carrier) { world in
            try await fill(world)
            world.engine.block(true)
            let start = StartWorkflow(workflow: try WorkflowName("nightly"))
            func status() async throws -> WorkflowStatus? {
                let get = GetWorkflow(workflow: try WorkflowName("nightly"))
                return try await world.table.send(get).status
            }
            let failing = world.table(over: RefusingRunner(world.runner, refused: "c"))
            let error = await #expect(throws: APIError.self) { try await failing.send(start) }
            #expect(error?.message == "the store is full")
            #expect(try await status() == .ready)
            #expect(try await world.store.job(named: "b")?.isScheduled == false)
            #expect(try await world.store.run(job: "a", runId: 1)?.status != .ready)
            world.engine.block(false)
            try await world.wait("a", 1, for: .canceled)

            _ = try await world.table.send(start)
            #expect(try await status() == .started)
            #expect(try await world.store.job(named: "b")?.isScheduled == true)
            try await world.wait("a", 2, for: .successful)
            try await world.wait("c", 1, for: .successful)
        }
    }
}

/// A runner that cannot start one job.
private struct RefusingRunner: BatchRunner {
    private let runner: any BatchRunner
    private let refused: String

    init(_ runner: any BatchRunner, refused: String) {
        self.runner = runner
        self.refused = refused
    }

    func start(job: String, parameters: [String: String]) async throws(APIError) {
        if job == refused { throw APIError(.internalError, "the store is full") }
        try await runner.start(job: job, parameters: parameters)
    }

    func stop(job: String) async throws(APIError) { try await runner.stop(job: job) }

    func stopRun(job: String, runId: Int) async throws(APIError) -> StopBatch.Output {
        try await runner.stopRun(job: job, runId: runId)
    }

    func rerunRun(job: String, runId: Int) async throws(APIError) -> RerunBatch.Output {
        try await runner.rerunRun(job: job, runId: runId)
    }

    func jobChanged(_ job: String) async { await runner.jobChanged(job) }
    func waits(of job: String) async -> [Int: String] { await runner.waits(of: job) }

    func jobDeleted(_ job: JobRecord, exports: [JobExportRecord]) async {
        await runner.jobDeleted(job, exports: exports)
    }

    func exportDeleted(_ export: JobExportRecord) async { await runner.exportDeleted(export) }
}
