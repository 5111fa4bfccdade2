import Foundation
import PipelineAPI
import PipelineEngine
import ProjectFiles
import Settings
import Synchronization
import Testing

@testable import Destinations

/// A table of a test's own in the database `reports` of a real server, which is dropped afterwards.
struct ReportWorld {
    /// The addresses of the servers that `Tools/test-stores.py` has started.
    static let urls = ["PANDORA_TEST_MYSQL", "PANDORA_TEST_POSTGRES"].compactMap {
        ProcessInfo.processInfo.environment[$0]
    }
    static let database = "reports"

    let table = "t-" + UUID().uuidString.lowercased()
    let root: String
    let url: String
    let servers: StoreServers
    private let store: Stores.ReportStore
    private let client: DatabaseClient

    var dialect: SQLDialect { SQLDialect(store.kind) }

    private init(_ url: String) throws {
        self.url = url
        root = FileManager.default.temporaryDirectory.path + "/report-" + UUID().uuidString
        client = DatabaseClient(
            duckdb: ProjectFiles.duckdb,
            extensions: [ProjectFiles.duckdb + "-extensions"]
        )
        let stores = try Stores(text: "report: {url: \(quoted(url))}", source: "stores.yaml")
        servers = StoreServers(stores, databases: client)
        store = try #require(stores.report)
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    static func with(_ url: String, _ body: (ReportWorld) async throws -> Void) async throws {
        let world = try ReportWorld(url)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(world))
        } catch { result = .failure(error) }
        try await world.execute("DROP TABLE IF EXISTS \(world.dialect.name(world.table))")
        try FileManager.default.removeItem(atPath: world.root)
        try result.get()
    }

    /// Servers with another user of the same address.
    func servers(_ change: (String) -> String) throws -> StoreServers {
        let text = "report: {url: \(quoted(change(url)))}"
        return StoreServers(try Stores(text: text, source: "stores.yaml"), databases: client)
    }

    func execute(_ sql: String) async throws {
        _ = try await run(dialect.execute(sql))
    }

    /// Returns the values of a query's rows.
    func rows(_ sql: String) async throws -> [PointRecord] {
        try await run("SELECT * FROM \(dialect.query(sql));\n")
    }

    /// Returns the only number of a query about the table, which is called `T` in it.
    func number(_ sql: String) async throws -> Int64? {
        let sql = sql.replacingOccurrences(of: "T", with: dialect.name(table))
        guard let value = try await rows("SELECT \(sql)").first?.values.first else { return nil }
        switch value {
        case .integer(let number): return number
        case .number(let number): return Int64(number)
        case .string(let text): return Double(text).map { Int64($0) }
        default: return nil
        }
    }

    private func run(_ script: String) async throws -> [PointRecord] {
        do {
            return try await client.run(script, on: store, database: ReportWorld.database, in: root)
        } catch let refusal as DatabaseClient.Refusal {
            throw DeliveryFailure(refusal.text)
        }
    }

    static let schema = [
        SchemaField("s", .string), SchemaField("n", .long), SchemaField("f", .float),
        SchemaField("b", .boolean), SchemaField("t", .date),
        SchemaField("l", .array, elemtype: .long), SchemaField("m", .map),
    ]

    func deliver(
        _ records: [PointRecord],
        key: String = "0-1",
        run: Int? = nil,
        columns: [String: String] = ["s": "#s", "n": "#n"],
        saveMode: String = "append",
        database: String = ReportWorld.database,
        by servers: StoreServers? = nil
    ) async throws(DeliveryFailure) {
        let work = root + "/" + UUID().uuidString
        try? FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let reader = OnceReader(records)
        let spec: JSONValue = [
            "dbName": .string(database), "tableName": .string(table),
            "columns": .object(columns.mapValues(JSONValue.string)),
            "saveMode": .string(saveMode),
        ]
        let delivery = Delivery(
            type: .report,
            spec: spec,
            source: run == nil ? "web/out#1\(table)" : "job/out#2\(table)",
            idempotencyKey: key,
            run: run,
            schema: ReportWorld.schema,
            nextRecords: { reader.next() },
            time: .now,
            workDirectory: work
        )
        let isDelivered = try await ServerDestination(servers: servers ?? self.servers)
            .deliver(delivery)
        #expect(isDelivered)
    }

    static func records(_ count: Int, from first: Int = 0) -> [PointRecord] {
        (first..<(first + count)).map { ["s": .string("row \($0)"), "n": .integer(Int64($0))] }
    }
}

/// A text in YAML.
private func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "''") + "'"
}
