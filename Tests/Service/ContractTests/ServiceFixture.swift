import FoundationEssentials
import PipelineAPI
import PipelineEngine
import PipelineService
import PipelineSigning

/// A service, the store behind it, and what the tests ask of both.
struct ServiceFixture: Sendable {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    let store: any Store
    let table: HandlerTable
    /// What answers calls.
    var api: any APICaller
    /// What answers requests that no call of ours would send.
    var send: @Sendable (WireRequest) async throws -> WireResponse

    init(store: any Store, root: String) {
        let now: @Sendable () -> Date = { ServiceFixture.now }
        let files = FileSelection(root: root, zone: .utc) { directory in
            switch directory.split(separator: "/").last {
            case "logs": ["a.json"]
            case "empty": []
            default: nil
            }
        }
        let engine = EngineFake()
        let destination = DestinationFake()
        let runner = JobRunner(
            store: store,
            engines: Engines(engine),
            files: files,
            destination: destination,
            dependencies: JobRunner.Dependencies(
                root: root,
                limits: RunLimits(parallel: 1),
                now: now,
                sleep: { _ in },
                endChild: { _ in }
            )
        )
        let streams = StreamRunner(
            store: store,
            engine: engine,
            plugins: PluginFake(),
            destination: destination,
            dependencies: .init(
                scratch: root,
                limits: StreamLimits(parallel: 1),
                now: now,
                sleep: { _ in }
            )
        )
        let table = HandlerTable.service(
            ServiceParts(
                store: store,
                engines: Engines(engine),
                plugins: PluginFake(),
                runner: runner,
                streams: streams,
                files: files,
                pluginDirectory: root + "/plugins",
                md5: ContentDigest.md5,
                now: now,
                account: {
                    ServiceDescription(
                        version: "1.2.3",
                        store: .init(kind: "memory"),
                        engines: [.init(name: "fake", isReady: true)]
                    )
                }
            )
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

/// An SQL engine that knows one column, another for SQL that says so, and refuses SQL that is wrong.
///
/// It tells the calls of SQL that says so, in which it finds one.
private struct EngineFake: SQLEngine {
    let name = "fake"

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] {
        if sql.contains("WRONG") { throw APIError(.invalidJobSQL, "near 'WRONG'") }
        if sql.contains("count(*)") { return [SchemaField("count_star()", .long)] }
        if sql.contains("OTHER") { return [SchemaField("other", .long)] }
        return [SchemaField("n", .long)] + (sql.contains("MORE") ? [SchemaField("m", .long)] : [])
    }

    func calls(in sql: String) -> [SQLCall]? {
        sql.contains("CALLS") ? [SQLCall("Str_Len", line: 2, column: 3)] : nil
    }

    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] {
        if files.format == .parquet { throw APIError(.fileFormatMismatch, "no parquet") }
        return [SchemaField("n", .long)]
    }

    func verify(_ table: InputTable) throws(APIError) {
        guard table.schema.contains(where: { $0.valtype == .boolean }) else { return }
        throw APIError(.fileFormatMismatch, "line 1 of 'a.json': 'n' is '1', which is no boolean")
    }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (EngineProcess) async -> Void
    ) throws(QueryFailure) -> QueryResult {
        QueryResult(rows: 0)
    }

    func write(_ writing: FileWriting) throws(QueryFailure) -> [String] { [] }

    func refusal(ofFormat format: String, compression: String) -> String? {
        format == "orc" ? "no orc" : nil
    }
}

/// Plugins that all put out one field, but for those called broken.
private struct PluginFake: PluginEngine {
    func fields(of plugin: String) throws(APIError) -> [PluginField] {
        if plugin.hasSuffix("Broken") { throw APIError(.invalidTransformPlugin, "no main class") }
        return [PluginField(name: "n", type: .long)]
    }

    func run(_ plugin: String, over input: String, into output: String) {}
}

private struct DestinationFake: Destination {
    func deliver(_ delivery: Delivery) {}
    func check(_ files: ResultFiles) {}
    func place(_ files: ResultFiles) {}
    func forget(_ source: String, _ type: ExportType, _ spec: JSONValue) {}
}
