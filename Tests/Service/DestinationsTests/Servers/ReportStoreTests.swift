import Foundation
import PipelineAPI
import PipelineEngine
import Settings
import Testing

@testable import Destinations

/// Exports to a real MariaDB and a real PostgreSQL.
@Suite(.enabled(if: !ReportWorld.urls.isEmpty, "make test-stores runs them"))
struct ReportStoreTests {
    @Test(arguments: ReportWorld.urls)
    func `a table is made of the mapping, with its types`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            let odd = "a\\b'c\"d`é\u{1F389}\n\tx"
            let record: PointRecord = [
                "s": .string(odd), "n": .integer(.max), "f": 2, "b": true,
                "t": "2026-01-01T08:00:00.123456+08:00", "l": [1, 2], "m": ["k": "v'\\"],
            ]
            let columns = Dictionary(
                uniqueKeysWithValues: ReportWorld.schema.map { ($0.key, "#\($0.key)") }
            )
            try await world.deliver([record, [:]], columns: columns)
            let name = world.dialect.name(world.table)
            let rows = try await world.rows("SELECT * FROM \(name) WHERE n IS NOT NULL")
            let row = try #require(rows.first)
            #expect(row["s"] == .string(odd))
            #expect(row["n"] == .integer(.max))
            #expect(row["f"] == .number(2) || row["f"] == .integer(2))
            #expect(row["b"] == true || row["b"] == 1, "\(row["b"] ?? .null)")
            #expect("\(row["t"] ?? .null)".contains("2026-01-01 00:00:00.123456"))
            #expect("\(row["l"] ?? .null)".contains("1"))
            let key =
                world.dialect.kind == .mysql
                ? "json_unquote(json_extract(m, '$.k'))" : "m ->> 'k'"
            let value = world.dialect.literal("v'\\")
            #expect(try await world.number("count(*) FROM T WHERE \(key) = \(value)") == 1)
            #expect(try await world.number("count(*) FROM T WHERE n IS NULL AND b IS NULL") == 1)
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `a parcel that comes again is written once`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            for key in ["0-1", "0-1", "1-2", "1-2"] {
                try await world.deliver(ReportWorld.records(10), key: key)
            }
            #expect(try await world.number("count(*) FROM T") == 20)
            #expect(try await world.number("sum(n) FROM T") == 90)
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `a rerun replaces the rows of its run, and those of others stay`(
        _ url: String
    ) async throws {
        try await ReportWorld.with(url) { world in
            try await world.deliver(ReportWorld.records(10), key: "1-0", run: 1)
            try await world.deliver(ReportWorld.records(10, from: 100), key: "2-0", run: 2)
            try await world.deliver(ReportWorld.records(3, from: 5), key: "1-1", run: 1)
            #expect(try await world.number("count(*) FROM T") == 13)
            #expect(try await world.number("sum(n) FROM T") == 1045 + 18)
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `an overwrite that fails leaves the table as it was`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            try await world.deliver(
                ReportWorld.records(10),
                key: "1-0",
                run: 1,
                saveMode: "overwrite"
            )
            let name = world.dialect.name(world.table)
            try await world.execute("CREATE UNIQUE INDEX u ON \(name) (n)")
            let doubled = ReportWorld.records(3) + ReportWorld.records(1)
            let failure = await #expect(throws: DeliveryFailure.self) {
                try await world.deliver(doubled, key: "2-0", run: 2, saveMode: "overwrite")
            }
            #expect(failure?.description.contains("refused the rows for table") == true)
            #expect(try await world.number("count(*) FROM T") == 10)
            try await world.deliver(
                ReportWorld.records(4),
                key: "2-1",
                run: 2,
                saveMode: "overwrite"
            )
            #expect(try await world.number("count(*) FROM T") == 4)
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `readers see the table before an overwrite or after it`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            let rows = 5000
            func write(_ run: Int) async throws {
                try await world.deliver(
                    ReportWorld.records(rows),
                    key: "\(run)-0",
                    run: run,
                    saveMode: "overwrite"
                )
            }
            try await write(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for run in 1...3 { try await write(run) } }
                group.addTask {
                    for _ in 0..<12 {
                        let count = try await world.number("count(*) FROM T")
                        #expect(count == Int64(rows))
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `columns that are new in the mapping are added`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            try await world.deliver(ReportWorld.records(1))
            try await world.deliver(
                [["n": 7, "f": 1.5]],
                key: "1-2",
                columns: ["n": "#n", "new name": "#f"]
            )
            let column = world.dialect.name("new name")
            #expect(try await world.number("count(*) FROM T WHERE \(column) = 1.5") == 1)
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `what an earlier process has not committed is waited for, and written once`(
        _ url: String
    ) async throws {
        try await ReportWorld.with(url) { world in
            try await world.deliver(ReportWorld.records(1), key: "0-1")
            // Three at once: of a parcel's deliveries one is written, and the others are told or find it written.
            for parcel in 1...5 {
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            try? await world.deliver(ReportWorld.records(5), key: "1-\(parcel)")
                        }
                    }
                }
                try await world.deliver(ReportWorld.records(5), key: "1-\(parcel)")
                let count = try await world.number("count(*) FROM T")
                #expect(count == 1 + 5 * Int64(parcel))
            }
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `a database that refuses says what to do, and no password`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            func failure(
                database: String = ReportWorld.database,
                _ change: @escaping (String) -> String
            ) async throws -> String {
                let servers = try world.servers(change)
                let failure = await #expect(throws: DeliveryFailure.self) {
                    try await world.deliver(
                        ReportWorld.records(1),
                        database: database,
                        by: servers
                    )
                }
                return failure?.description ?? ""
            }
            let missing = try await failure(database: "no-such") { $0 }
            #expect(missing.contains("has no database 'no-such': create it there"), "\(missing)")
            let wrong = try await failure { $0.replacing(":p%40", with: ":hidden%40") }
            #expect(wrong.contains("does not know user 'u' with this password"), "\(wrong)")
            let reader = try await failure {
                $0.replacing(/u:.*@/, with: "reader:reader@")
            }
            #expect(reader.contains("does not let user 'reader' do that"), "\(reader)")
            let gone = try await failure { $0.replacing(/:[0-9]+$/, with: ":1") }
            #expect(gone.contains("cannot be reached: is it running there?"), "\(gone)")
            for text in [missing, wrong, reader, gone] {
                #expect(!text.contains("hidden") && !text.contains("p@ss"), "\(text)")
            }
        }
    }

    @Test(arguments: ReportWorld.urls)
    func `a check says the version and where tables may be made`(_ url: String) async throws {
        try await ReportWorld.with(url) { world in
            let good = await world.servers.check()[2]
            #expect(good.isGood, "\(good.cells)")
            #expect(good.cells[3].hasPrefix("MariaDB 1") || good.cells[3].hasPrefix("PostgreSQL 1"))
            #expect(good.cells[4].hasPrefix("makes tables in "), "\(good.cells)")
            let reader = try world.servers { $0.replacing(/u:.*@/, with: "reader:reader@") }
            let poor = await reader.check()[2]
            #expect(poor.cells[4].hasPrefix("may not make tables"), "\(poor.cells)")
        }
    }
}
