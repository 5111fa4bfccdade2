import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import SQLiteStore
import Testing

/// The ways a call can reach the service; every behaviour holds over each.
enum Carrier: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite

    var testDescription: String { rawValue }

    /// A service of its own, empty, with nothing behind it that computes.
    func world() throws -> World {
        let root = FileManager.default.temporaryDirectory.path + "/contract-" + UUID().uuidString
        let store: any Store
        switch self {
        case .memory: store = MemoryStore()
        case .sqlite:
            try FileManager.default.createDirectory(
                atPath: root,
                withIntermediateDirectories: true
            )
            store = try SQLiteStore.open(at: root + "/pipeline.sqlite")
        }
        return World(store: store, root: root)
    }
}

/// A service in process, the store behind it, and what the tests ask of both.
struct World {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    let store: any Store
    let api: HandlerTable
    let root: String

    init(store: any Store, root: String) {
        self.store = store
        self.root = root
        let files = FileSelection(root: root, zone: .utc) { directory in
            directory.hasSuffix("/buckets/logs") ? ["a.json"] : []
        }
        let engine = EngineFake()
        let runner = JobRunner(
            store: store,
            engine: engine,
            files: files,
            surroundings: JobRunner.Surroundings(
                root: root,
                parallel: 1,
                now: { World.now },
                sleep: { _ in },
                endChild: { _ in }
            )
        )
        api = HandlerTable.service(
            store: store,
            engine: engine,
            runner: runner,
            files: files,
            now: { World.now }
        )
    }

    /// The code a call is refused with; `nil` where it is answered.
    func code(of call: some APICall) async -> ErrorCode? {
        do {
            _ = try await api.send(call)
            return nil
        } catch { return error.code }
    }
}

/// An SQL engine that knows one column, and refuses SQL that says so.
private struct EngineFake: SQLEngine {
    let name = "fake"

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] {
        if sql.contains("WRONG") { throw APIError(.invalidJobSQL, "near 'WRONG'") }
        return [SchemaField("n", .long)]
    }

    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] {
        if files.format == .parquet { throw APIError(.fileFormatMismatch, "no parquet") }
        return [SchemaField("n", .long)]
    }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (ChildMark) async -> Void
    ) throws(QueryFailure) -> QueryResult {
        QueryResult(rows: 0)
    }
}
