import PipelineAPI
import PipelineEngine
import Settings
import Synchronization
import Testing

@testable import Destinations

/// Exports to a real InfluxDB.
@Suite(.enabled(if: SeriesWorld.endpoint != nil, "make test-stores runs them"))
struct SeriesStoreTests {
    @Test func `every point is a point, and a parcel that comes again adds none`() async throws {
        try await SeriesWorld.with { world in
            let points = SeriesWorld.points(12_000)
            for _ in 0..<2 { try await world.deliver(points) }
            try await world.deliver(SeriesWorld.points(10), first: 12_000)
            let row = try await world.row("SELECT count(v), sum(v) FROM s")
            #expect(row == [.integer(12_010), .integer(71_994_045)])
        }
    }

    @Test(
        arguments: [
            (.long, 1, "integer"), (.float, 1, "float"), (.boolean, true, "boolean"),
            (.string, "1", "string"), (.date, "2026-01-01T00:00:00Z", "string"),
        ] as [(ValueType, JSONValue, String)]
    )
    func `fields have the types of the schema`(
        _ type: ValueType,
        _ value: JSONValue,
        _ stored: String
    ) async throws {
        try await SeriesWorld.with { world in
            try await world.deliver(SeriesWorld.points(1) { _ in value }, type: type)
            #expect("\(try await world.ask("SHOW FIELD KEYS"))".contains(stored))
        }
    }

    @Test(arguments: ["a b,c=d", "C:\\x", "é\t\"'", "=", "a\\ b", "\\"])
    func `a tag is found as it was, or is refused`(_ text: String) async throws {
        try await SeriesWorld.with { world in
            let point: PointRecord = ["h": .string(text), "v": 1, "t": "2026-01-01T00:00:00Z"]
            let isRefused = (try? await world.deliver([point])) == nil
            let found = try await world.row("SELECT h, v FROM s")
            #expect(found == (isRefused ? [] : [.string(text), .integer(1)]))
        }
    }

    @Test func `points of another type are told, and left out where the export says so`()
        async throws
    {
        try await SeriesWorld.with { world in
            try await world.deliver(SeriesWorld.points(1))
            let mixed = SeriesWorld.points(100) { $0 % 10 == 3 ? "text" : .integer(Int64($0)) }
            let failure = await #expect(throws: DeliveryFailure.self) {
                try await world.deliver(mixed, first: 1, type: .string)
            }
            let said = failure?.description ?? ""
            #expect(said.hasPrefix("10 of 100 records were refused, the first since field type"))
            #expect(said.hasSuffix("correct the data or the mapping, or set omitInvalid"))
            let note = Mutex("")
            try await world.deliver(mixed, first: 1, type: .string, omitInvalid: true) { reason in
                note.withLock { $0 = reason }
            }
            #expect(note.withLock { $0 }.hasPrefix("10 of 100 records were refused"))
            #expect(try await world.row("SELECT count(v) FROM s") == [.integer(91)])
        }
    }

    @Test func `thousands of refused points are counted without a request for each`() async throws {
        try await SeriesWorld.with { world in
            try await world.deliver(SeriesWorld.points(1))
            let mixed = SeriesWorld.points(20_000) { $0 % 2 == 0 ? "text" : .integer(Int64($0)) }
            let note = Mutex("")
            try await world.deliver(mixed, first: 1, type: .string, omitInvalid: true) { reason in
                note.withLock { $0 = reason }
            }
            #expect(note.withLock { $0 }.hasPrefix("at least 10000 of 20000 records were refused"))
            #expect(try await world.row("SELECT count(v) FROM s") == [.integer(10_001)])
        }
    }

    @Test func `a new series whose points contradict each other keeps the type of the first`()
        async throws
    {
        try await SeriesWorld.with { world in
            let mixed = SeriesWorld.points(8) { $0 == 5 ? "text" : .integer(Int64($0)) }
            try await world.deliver(mixed, type: .string, omitInvalid: true)
            #expect(
                try await world.row("SELECT count(v), sum(v) FROM s") == [
                    .integer(7), .integer(23),
                ]
            )
        }
    }

    @Test func `a rerun replaces its points in whatever order its rows come`() async throws {
        try await SeriesWorld.with { world in
            let points = SeriesWorld.points(1000) { .integer(Int64($0 % 2)) }
            try await world.deliver(points, run: 1)
            try await world.deliver(points.reversed(), run: 1)
            let row = try await world.row("SELECT count(v), sum(v) FROM s")
            #expect(row == [.integer(1000), .integer(500)])
        }
    }

    @Test(arguments: [
        ("admin", "wrong", "does not know the user or the password: correct both in stores.yaml"),
        ("reader", "reader", "does not let this user do that"),
    ])
    func `a store that refuses says what to do`(
        _ user: String,
        _ password: String,
        _ said: String
    ) async throws {
        try await SeriesWorld.with { world in
            let servers = try world.servers(user: user, password: password)
            let failure = await #expect(throws: DeliveryFailure.self) {
                try await world.deliver(SeriesWorld.points(1), by: servers)
            }
            #expect(failure?.description.contains(said) == true, "\(failure?.description ?? "")")
        }
    }

    @Test func `a check says the version and whether the database can be written`() async throws {
        try await SeriesWorld.with { world in
            func check(_ keys: String) async throws -> StoreCheck {
                let text = "tsdb: {url: '\(SeriesWorld.endpoint ?? "")', \(keys)}"
                let servers = StoreServers(try Stores(text: text, source: "stores.yaml"))
                return await servers.check()[1]
            }
            let good = try await check("database: \(world.database), user: admin, password: admin")
            #expect(good.cells.last == "writes to database '\(world.database)'")
            #expect(good.cells[3].hasPrefix("InfluxDB 1."))
            let bad = try await check("database: \(world.database), user: reader, password: reader")
            #expect(!bad.isGood)
            let none = try await check("database: none, user: admin, password: admin")
            #expect(none.cells.last?.contains("CREATE DATABASE \"none\"") == true)
            #expect(try await world.row("SELECT count(v) FROM s") == [])
        }
    }
}
