import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService

/// A service, the store behind it, and what the tests ask of both.
struct World: Sendable {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    let store: any Store
    let table: HandlerTable
    /// What answers calls.
    var api: any APICaller
    /// What answers requests that no call of ours would send.
    var send: @Sendable (WireRequest) async throws -> WireResponse

    init(store: any Store, root: String) {
        let now: @Sendable () -> Date = { World.now }
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
                now: now,
                sleep: { _ in },
                endChild: { _ in }
            )
        )
        let table = HandlerTable.service(
            store: store,
            engine: engine,
            runner: runner,
            files: files,
            now: now
        )
        self.store = store
        self.table = table
        api = table
        send = { await InProcessWire(table: table).answer($0) }
    }

    /// The code a call is refused with; `nil` where it is answered.
    func code(of call: some APICall) async -> ErrorCode? {
        do {
            _ = try await api.send(call)
            return nil
        } catch { return error.code }
    }

    /// The code a request is refused with; `nil` where it is answered.
    func code(of request: WireRequest) async throws -> ErrorCode? {
        let answer = try await send(request)
        guard answer.status != 200 else { return nil }
        let text = try JSONCoding.decode(ErrorBody.self, from: answer.body).error
        return ErrorCode(String(text.prefix { $0 != ":" }))
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
