import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import SQLiteStore
import Synchronization
import Testing

/// The stores that streams may stand on.
enum StreamCarrier: String, CaseIterable {
    case memory, sqlite

    /// Lends an empty store, and the directory of its own that it is in.
    func withStore(_ body: (any Store, String) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.path + "/store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        let store: any Store =
            switch self {
            case .memory: MemoryStore()
            case .sqlite: try SQLiteStore.open(at: root + "/pipeline.sqlite")
            }
        try await body(store, root)
    }
}

/// A store with the streaming engine running on it: time flies, and SQL doubles `n`.
final class StreamFixture: Sendable {
    let store: any Store
    let engine = DoublingEngine()
    let destination = KeepingDestination()
    private let root: String
    private let clock = Mutex(Date(timeIntervalSince1970: 1_780_000_000))

    private init(store: any Store, root: String) {
        self.store = store
        self.root = root
    }

    static func on(
        _ carrier: StreamCarrier,
        _ body: (StreamFixture) async throws -> Void
    ) async throws {
        try await carrier.withStore { try await body(StreamFixture(store: $0, root: $1)) }
    }

    var now: Date { clock.withLock { $0 } }

    /// Runs the engine on a store, by default its own, while the body does its part.
    func running(
        on other: (any StreamStore)? = nil,
        stepLimit: Double = 1_000_000_000,
        _ body: (StreamRunner) async throws -> Void
    ) async throws {
        let runner = StreamRunner(
            store: other ?? store,
            engine: engine,
            plugins: NoPlugins(),
            destination: destination,
            dependencies: .init(
                scratch: root,
                limits: StreamLimits(parallel: 2, seconds: stepLimit),
                now: { [self] in now },
                sleep: { [self] _ in
                    clock.withLock { $0 += 10 }
                    try await Task.sleep(for: .milliseconds(1))
                }
            )
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            try await body(runner)
            group.cancelAll()
        }
    }

    func addRepo(_ name: String, workflow: String? = nil) async throws {
        let repo = Repo(region: "nb", schema: [SchemaField("n", .long)], workflow: workflow)
        _ = try await store.insert(RepoRecord(name: name, repo: repo))
    }

    func addTransform(
        _ name: String,
        from repo: String,
        to target: String,
        fromOldest: Bool = true
    ) async throws -> StreamTask {
        let spec = TransformSpec(mode: "sql", code: "SELECT 2 * n AS n FROM stream", interval: "5s")
        let task = StreamTask(
            key: StreamKey(.transform, repo: repo, name: name),
            work: .transform(
                TransformDefinition(destination: target, spec: spec, ownsDestination: true)
            ),
            createdAt: now
        )
        let made = RepoRecord(
            name: target,
            repo: Repo(region: "nb", schema: [SchemaField("n", .long)])
        )
        _ = try await store.insert(task, creating: made, fromOldest: fromOldest)
        return try await store.streamTask(task.key) ?? task
    }

    func addExport(_ name: String, of repo: String, fromOldest: Bool = true) async throws {
        let task = StreamTask(
            key: StreamKey(.export, repo: repo, name: name),
            work: .export(ExportDefinition(type: .http, spec: [:])),
            createdAt: now
        )
        _ = try await store.insert(task, creating: nil, fromOldest: fromOldest)
    }

    /// The first run of a new job, brought to a status.
    func run(of name: String, _ status: RunStatus) async throws -> RunRecord {
        let definition = JobDefinition(
            srcs: [],
            computation: Computation(code: "SELECT 1"),
            scheduler: JobScheduler(type: .manual)
        )
        _ = try await store.insert(
            JobRecord(name: name, definition: definition, schema: [], createdAt: now)
        )
        let job = try #require(try await store.job(named: name))
        let inserted = try await store.insertRun(
            of: job,
            batchTime: now,
            parameters: [:],
            isUnique: true
        )
        var run = try #require(inserted)
        run.status = status
        #expect(try await store.replace(run, whereStatus: .ready))
        return run
    }

    func post(_ numbers: [Int64], to repo: String) async throws {
        let records = numbers.map { ["n": JSONValue.integer($0)] }
        let json = try JSONCoding.encode(records)
        let batch = PointBatch(count: numbers.count, json: json, arrivedAt: now)
        guard let record = try await store.repo(named: repo) else { return }
        _ = try await store.append(batch, to: record)
    }

    /// The numbers a repo holds, in order.
    func numbers(in repo: String) async throws -> [Int64] {
        try await store.latestPoints(of: repo, count: 1_000_000).map(Self.number)
    }

    static func number(_ record: PointRecord) -> Int64 {
        guard case .integer(let number)? = record["n"] else { return -1 }
        return number
    }

    /// Waits until a condition holds.
    func eventually(_ condition: () async throws -> Bool) async throws {
        while try await !condition() { try await Task.sleep(for: .milliseconds(2)) }
    }
}

/// Doubles every `n`; fails, or does not end, while it is told to.
final class DoublingEngine: SQLEngine {
    let name = "doubling"
    private let failures = Mutex(0)
    /// Computations of more records do not end by themselves.
    private let most = Mutex(Int.max)
    private let endless = Mutex(0)

    /// How many computations run that do not end by themselves.
    var running: Int { endless.withLock { $0 } }

    /// Sets whether computations that start from now on end by themselves.
    func block(_ isBlocked: Bool) { block(over: isBlocked ? 0 : .max) }

    func block(over records: Int) { most.withLock { $0 = records } }

    func fail(next count: Int) { failures.withLock { $0 = count } }

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] { [] }
    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] { [] }
    func write(_ writing: FileWriting) throws(QueryFailure) -> [String] { [] }
    func refusal(ofFormat format: String, compression: String) -> String? { nil }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        let isFailing = failures.withLock { left in
            left -= 1
            return left >= 0
        }
        if isFailing { throw .failed("no memory left") }
        let input = FileManager.default.contents(atPath: query.tables[0].files.paths[0]) ?? Data()
        let read = (try? JSONCoding.decode([PointRecord].self, from: input)) ?? []
        if read.count > most.withLock({ $0 }) {
            endless.withLock { $0 += 1 }
            defer { endless.withLock { $0 -= 1 } }
            while (try? await Task.sleep(for: .milliseconds(2))) != nil {}
            throw .stopped
        }
        do {
            let records = try JSONCoding.decode([PointRecord].self, from: input)
            let lines = records.map { "{\"n\":\(2 * StreamFixture.number($0)),\"gone\":null}\n" }
            try Data(lines.joined().utf8).write(to: URL(filePath: query.resultPath))
            return QueryResult(rows: records.count)
        } catch { throw .failed("\(error)") }
    }
}

struct NoPlugins: PluginEngine {
    func fields(of plugin: String) throws(APIError) -> [PluginField] { [] }
    func run(_ plugin: String, over input: String, into output: String) {}
}

/// Keeps what it is given, but for a repetition of a source's last delivery; refuses, or does not answer,
/// while it is told to.
actor KeepingDestination: Destination {
    private(set) var idempotencyKeys: [String] = []
    private(set) var forgotten: [String] = []
    private var marks: [String: String] = [:]
    private(set) var numbers: [Int64] = []
    private var refusals = 0
    /// How many points were delivered before each delivery.
    private(set) var firstNumbers: [Int] = []
    private var omission: String?

    private var isHanging = false

    func refuse(next count: Int) { refusals = count }
    func omit(because reason: String?) { omission = reason }
    func hang(_ isHanging: Bool) { self.isHanging = isHanging }

    func deliver(_ delivery: Delivery) async throws(DeliveryFailure) {
        while isHanging {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else {
                throw DeliveryFailure("was not answered")
            }
        }
        idempotencyKeys.append(delivery.idempotencyKey)
        firstNumbers.append(delivery.firstNumber)
        guard refusals <= 0 else {
            refusals -= 1
            throw DeliveryFailure("answered 503")
        }
        if delivery.run == nil, marks[delivery.source] == delivery.idempotencyKey { return }
        marks[delivery.source] = delivery.idempotencyKey
        if let omission { delivery.onOmission(omission) }
        do {
            while let records = try delivery.nextRecords() {
                numbers += records.map(StreamFixture.number)
            }
        } catch { throw DeliveryFailure("\(error)") }
    }

    func check(_ files: ResultFiles) {}
    func place(_ files: ResultFiles) {}

    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) {
        forgotten.append(source)
    }
}
