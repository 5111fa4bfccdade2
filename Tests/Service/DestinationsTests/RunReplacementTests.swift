import Destinations
import PipelineAPI
import PipelineEngine
import Testing

/// What runs deliver into databases: a rerun replaces what its run delivered, and nothing else.
@Suite struct RunReplacementTests {
    /// Each kind of database with rows: its type, its spec, its file, its table, and the column to look at.
    static let kinds: [(ExportType, JSONValue, String, String, String)] = [
        (
            .tsdb, ["destRepoName": "d", "series": "s", "fields": ["n": "#n"]], "tsdb/d", "s",
            "fields"
        ),
        (.logdb, ["destRepoName": "d", "doc": ["n": "#n"]], "logdb/d", "log", "doc"),
        (.report, ["dbName": "d", "tableName": "t", "columns": ["n": "#n"]], "report/d", "t", "n"),
    ]

    private func records(_ numbers: [Int64]) -> [PointRecord] {
        numbers.map { ["n": .integer($0)] }
    }

    private func numbers(_ texts: [String]) -> [Int] {
        texts.compactMap { Int($0.filter(\.isNumber)) }.sorted()
    }

    @Test(arguments: kinds)
    func `a rerun replaces the rows of its run, and no others`(
        _ type: ExportType,
        _ spec: JSONValue,
        _ file: String,
        _ table: String,
        _ column: String
    ) async throws {
        let fixture = try DestinationFixture()
        func deliver(_ numbers: [Int64], _ source: String, run: Int?, _ key: String) async throws {
            try await fixture.deliver(
                type,
                spec,
                records(numbers),
                idempotencyKey: key,
                source: source,
                run: run
            )
        }
        try await deliver([1, 2, 3], "j/a#1", run: 1, "1-0")
        try await deliver([4, 5], "j/a#1", run: 2, "2-0")
        try await deliver([6], "j/b#2", run: 1, "1-0")
        try await deliver([7], "web/out#3", run: nil, "0-1")
        try await deliver([7], "web/out#3", run: nil, "0-1")
        try await deliver([8, 9, 10, 11], "j/a#1", run: 1, "1-1")
        let database = try Database(fixture, file)
        let found = numbers(try database.texts(table, column))
        #expect(found == [4, 5, 6, 7, 8, 9, 10, 11])
        try await deliver([], "j/a#1", run: 1, "1-2")
        #expect(numbers(try database.texts(table, column)) == [4, 5, 6, 7])
    }

    @Test func `a rerun removes its rows from the table that the export had then`() async throws {
        let fixture = try DestinationFixture()
        for (table, rerun) in [("t", 0), ("u", 1)] {
            try await fixture.deliver(
                .report,
                ["dbName": "d", "tableName": .string(table), "columns": ["n": "#n"]],
                records([1]),
                idempotencyKey: "1-\(rerun)",
                source: "j/a#1",
                run: 1
            )
        }
        let database = try Database(fixture, "report/d")
        #expect(try database.count("t") == 0)
        #expect(try database.count("u") == 1)
    }

    @Test func `a rerun leaves rows that somebody else has added in the meantime`() async throws {
        let fixture = try DestinationFixture()
        let (_, spec, file, _, _) = Self.kinds[2]
        try await fixture.deliver(.report, spec, records([1, 2]), source: "j/a#1", run: 1)
        let database = try Database(fixture, file)
        // The ids of the rows that were removed are given again.
        try database.execute("DELETE FROM t; INSERT INTO t (n) VALUES (8), (9); VACUUM")
        try await fixture.deliver(.report, spec, records([3]), source: "j/a#1", run: 1)
        #expect(numbers(try database.texts("t", "n")) == [3, 8, 9])
    }

    @Test func `a delivery that fails in the middle leaves what was there`() async throws {
        let fixture = try DestinationFixture()
        let spec: JSONValue = [
            "destRepoName": "d", "series": "s", "fields": ["n": "#n", "l": "#tags"],
        ]
        try await fixture.deliver(.tsdb, spec, records([1, 2, 3]), source: "j/a#1", run: 1)
        let broken = records([4, 5, 6]) + [["n": 7, "tags": ["x"]]]
        await #expect(throws: DeliveryFailure.self) {
            try await fixture.deliver(.tsdb, spec, broken, source: "j/a#1", run: 1)
        }
        #expect(try Database(fixture, "tsdb/d").count("s") == 3)
    }

    @Test(arguments: kinds)
    func `a source of another identity is delivered under marks of the first one`(
        _ type: ExportType,
        _ spec: JSONValue,
        _ file: String,
        _ table: String,
        _ column: String
    ) async throws {
        let fixture = try DestinationFixture()
        for run in [nil, 1] {
            for source in ["x/out#1", "x/out#1", "x/out#2"] {
                try await fixture.deliver(type, spec, records([1]), source: source, run: run)
            }
        }
        #expect(try Database(fixture, file).count(table) == 4)
    }

    @Test func `nothing is remembered of a source that was deleted, and its rows stay`()
        async throws
    {
        let fixture = try DestinationFixture()
        let (type, spec, file, table, _) = Self.kinds[1]
        try await fixture.deliver(type, spec, records([1]), source: "j/a#1", run: 1)
        try await fixture.deliver(type, spec, records([2]), source: "web/out#2")
        await fixture.destinations.forget("j/a#1", type, spec)
        await fixture.destinations.forget("web/out#2", type, spec)
        await fixture.destinations.forget("web/none#3", type, ["destRepoName": "none"])
        let database = try Database(fixture, file)
        #expect(try database.count("pandora_run") == 0)
        #expect(try database.count("pandora_delivery") == 0)
        #expect(try database.count(table) == 2)
    }
}
