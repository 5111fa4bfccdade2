import Foundation
import PipelineAPI
import PipelineEngine
import Settings
import Testing

@testable import Destinations

/// A database of a test's own in a real InfluxDB, which is dropped afterwards.
struct SeriesWorld {
    /// `Tools/test-stores.py` starts the server and says where it is.
    static let endpoint = ProcessInfo.processInfo.environment["PANDORA_TEST_TSDB"]

    let database = "t-" + UUID().uuidString
    private let admin: ServerConnection

    private init() {
        admin = ServerConnection(
            SeriesWorld.endpoint ?? "",
            setting: "",
            authorization: ServerConnection.basic(user: "admin", password: "admin")
        )
    }

    static func with(_ body: (SeriesWorld) async throws -> Void) async throws {
        let world = SeriesWorld()
        _ = try await world.ask("CREATE DATABASE \"\(world.database)\"")
        _ = try await world.ask("GRANT READ ON \"\(world.database)\" TO \"reader\"")
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(world))
        } catch { result = .failure(error) }
        _ = try await world.ask("DROP DATABASE \"\(world.database)\"")
        await world.admin.close()
        try result.get()
    }

    func ask(_ query: String) async throws -> JSONValue {
        let answer = try await admin.send(
            .post,
            "/query",
            query: [QueryItem("db", database), QueryItem("q", query)]
        )
        return try JSONCoding.decode(JSONValue.self, from: answer.body)
    }

    /// Returns the values of the first row of an answer, but for its time.
    func row(_ query: String) async throws -> [JSONValue] {
        guard case .array(let results)? = try await ask(query)["results"],
            case .array(let series)? = results.first?["series"],
            case .array(let rows)? = series.first?["values"],
            case .array(let values)? = rows.first
        else { return [] }
        return Array(values.dropFirst())
    }

    func servers(user: String = "admin", password: String = "admin") throws -> StoreServers {
        let text = """
            tsdb: {url: '\(SeriesWorld.endpoint ?? "")', database: '$(repo)', user: \(user), password: \(password)}
            """
        return StoreServers(try Stores(text: text, source: "stores.yaml"))
    }

    /// Delivers points of a stream, of which `first` were delivered before, or of a run.
    func deliver(
        _ records: [PointRecord],
        first: Int = 0,
        run: Int? = nil,
        type: ValueType = .long,
        omitInvalid: Bool = false,
        by servers: StoreServers? = nil,
        onOmission: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(DeliveryFailure) {
        let spec: JSONValue = [
            "destRepoName": .string(database), "series": "s", "tags": ["h": "#h"],
            "fields": ["v": "#v"], "timestamp": "#t", "omitInvalid": .bool(omitInvalid),
        ]
        let reader = OnceReader(records)
        var delivery = Delivery(
            type: .tsdb,
            spec: spec,
            source: "web/out#1",
            idempotencyKey: "\(first)",
            run: run,
            schema: [
                SchemaField("h", .string), SchemaField("v", type), SchemaField("t", .date),
            ],
            nextRecords: { reader.next() },
            time: .now,
            workDirectory: ""
        )
        delivery.firstNumber = first
        delivery.onOmission = onOmission
        let used: StoreServers
        do {
            used = try servers ?? self.servers()
        } catch { throw DeliveryFailure("\(error)") }
        _ = try await ServerDestination(servers: used).deliver(delivery)
    }

    /// Points of one second, of two hosts.
    static func points(
        _ count: Int,
        _ value: (Int) -> JSONValue = { .integer(Int64($0)) }
    )
        -> [PointRecord]
    {
        (0..<count).map { number in
            ["h": number % 2 == 0 ? "a" : "b", "v": value(number), "t": "2026-01-01T00:00:00Z"]
        }
    }
}
