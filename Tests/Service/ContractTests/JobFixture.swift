import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import Synchronization

/// A store with the batch engine running on it: every computation answers the numbers it is told to.
final class JobFixture: Sendable {
    let store: any Store
    let engine = TellingEngine()
    let destination = RunDestination()
    let runner: JobRunner
    let root: String

    private init(store: any Store, root: String) {
        self.store = store
        self.root = root
        runner = JobRunner(
            store: store,
            engines: Engines(engine),
            files: FileSelection(root: root, zone: .utc) { _ in [] },
            destination: destination,
            dependencies: JobRunner.Dependencies(
                root: root,
                limits: RunLimits(parallel: 2),
                now: { Date() },
                sleep: { try await Task.sleep(for: min($0, .milliseconds(2))) },
                endChild: { _ in }
            )
        )
    }

    /// Lends a fixture whose runner is running.
    static func on(
        _ carrier: StreamCarrier,
        _ body: (JobFixture) async throws -> Void
    ) async throws {
        try await carrier.withStore { store, root in
            let world = JobFixture(store: store, root: root)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { await world.runner.run() }
                try await body(world)
                group.cancelAll()
            }
        }
    }

    /// The service's handlers over the store and the runner.
    var table: HandlerTable { table(over: runner) }

    /// The service's handlers over the store and another runner.
    func table(over runner: any BatchRunner) -> HandlerTable {
        let streams = StreamRunner(
            store: store,
            engine: engine,
            plugins: NoPlugins(),
            destination: destination,
            dependencies: .init(
                scratch: root,
                limits: StreamLimits(parallel: 1),
                now: { Date() },
                sleep: { try await Task.sleep(for: $0) }
            )
        )
        return HandlerTable.service(
            ServiceParts(
                store: store,
                engines: Engines(engine),
                plugins: NoPlugins(),
                runner: runner,
                streams: streams,
                files: FileSelection(root: root, zone: .utc) { _ in [] },
                pluginDirectory: root + "/plugins",
                md5: { $0 },
                now: { Date() },
                account: {
                    ServiceDescription(
                        version: "1.2.3",
                        store: .init(kind: "memory"),
                        engines: [.init(name: "fake", isReady: true)]
                    )
                }
            )
        )
    }

    /// Creates a job with an export of its result: a manual one, or one that depends on another.
    func addJob(_ name: String, after upstream: String? = nil) async throws {
        let sources = upstream.map { [JobSource(name: $0, type: .job, tableName: "t_\($0)")] }
        let definition = JobDefinition(
            srcs: sources ?? [],
            computation: Computation(code: "SELECT \(name)"),
            scheduler: JobScheduler(type: upstream == nil ? .manual : .depend)
        )
        let schema = [SchemaField("n", .long)]
        _ = try await store.insert(
            JobRecord(name: name, definition: definition, schema: schema, createdAt: Date())
        )
        _ = try await store.insert(
            JobExportRecord(job: name, name: "out", type: .logdb, spec: [:])
        )
    }

    /// Deletes a job as the service does.
    func deleteJob(_ name: String) async throws {
        guard let job = try await store.job(named: name) else { return }
        let exports = try await store.jobExports(of: name)
        _ = try await store.deleteJob(named: name)
        await runner.jobDeleted(job, exports: exports)
    }

    /// Waits until a run has a status.
    func wait(_ job: String, _ run: Int, for status: RunStatus) async throws {
        while try await store.run(job: job, runId: run)?.status != status {
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

/// Writes the numbers it was told last, as rows; computes nothing while it is blocked.
final class TellingEngine: SQLEngine {
    let name = "telling"
    private struct State {
        var numbers: [Int64] = []
        var isBlocked = false
        var begun = 0
        var failing: Set<String> = []
    }
    private let state = Mutex(State())

    /// How many computations have begun.
    var begun: Int { state.withLock { $0.begun } }

    func tell(_ numbers: [Int64]) { state.withLock { $0.numbers = numbers } }
    /// Lets the computations of a text of SQL fail from now on.
    func fail(_ sql: String) { state.withLock { _ = $0.failing.insert(sql) } }
    func block(_ isBlocked: Bool) { state.withLock { $0.isBlocked = isBlocked } }

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] { [] }
    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] { [] }
    func write(_ writing: FileWriting) throws(QueryFailure) -> [String] { [] }
    func refusal(ofFormat format: String, compression: String) -> String? { nil }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        state.withLock { $0.begun += 1 }
        while state.withLock({ $0.isBlocked }) {
            // Deaf to being stopped, as a child that does not react.
            try? await Task.sleep(for: .milliseconds(2))
        }
        if state.withLock({ $0.failing.contains(query.sql) }) { throw .failed("it is to fail") }
        let numbers = state.withLock { $0.numbers }
        do {
            let lines = numbers.map { "{\"n\":\($0)}\n" }.joined()
            try Data(lines.utf8).write(to: URL(filePath: query.resultPath))
        } catch { throw .failed("\(error)") }
        return QueryResult(rows: numbers.count)
    }
}

/// Keeps what each run of each source delivered; a rerun replaces it.
actor RunDestination: Destination {
    private(set) var delivered: [String: [Int: [Int64]]] = [:]
    private(set) var forgotten: [String] = []

    /// All numbers that are there.
    var numbers: [Int64] { delivered.values.flatMap(\.values).flatMap { $0 }.sorted() }

    func deliver(_ delivery: Delivery) throws(DeliveryFailure) {
        do {
            var numbers: [Int64] = []
            let files = try FileManager.default.contentsOfDirectory(atPath: delivery.workDirectory)
            guard files.isEmpty else {
                throw DeliveryFailure("the directory of a delivery has \(files) in it")
            }
            while let records = try delivery.nextRecords() {
                numbers += records.map(StreamFixture.number)
            }
            delivered[delivery.source, default: [:]][delivery.run ?? 0] = numbers
        } catch { throw DeliveryFailure("\(error)") }
    }

    func check(_ files: ResultFiles) {}
    func place(_ files: ResultFiles) {}

    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) {
        forgotten.append(source)
    }
}
