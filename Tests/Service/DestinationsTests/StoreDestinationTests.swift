import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

@Suite struct StoreDestinationTests {
    @Test func `a record becomes a point of a series`() throws {
        let spec: JSONValue = [
            "destRepoName": "d", "series": "s", "tags": ["h": "#host"],
            "fields": ["value": "#n", "gone": "#none"], "timestamp": "#t",
        ]
        let series = SeriesPoint(try spec.decoded(as: TSDBExportSpec.self))
        let row = try series.row(
            of: ["host": "a", "n": 1, "t": "2026-01-01T08:00:00+08:00"],
            arrival: DestinationFixture.now
        )
        #expect(
            row == [
                "time": "2026-01-01T00:00:00.000Z", "tags": ["h": "a"], "fields": ["value": 1],
            ]
        )
    }

    @Test func `a record whose time cannot be read is left out`() throws {
        let spec: JSONValue = ["fields": ["n": "#n"], "timestamp": "#t"]
        let series = SeriesPoint(try spec.decoded(as: TSDBExportSpec.self))
        #expect(try series.row(of: ["n": 1, "t": "soon"], arrival: .now) == nil)
        #expect(try series.row(of: ["n": 1], arrival: .now) == nil)
    }

    @Test(
        arguments: [
            (1_484_235_000, 1_484_235_000.0), (1_484_235_000_123, 1_484_235_000.123),
            (1_484_235_000_123_456, 1_484_235_000.123456),
            (1_484_235_000_000_000_000, 1_484_235_000.0),
        ] as [(Int64, Double)]
    )
    func `a time that is a number is told by its size`(_ number: Int64, _ seconds: Double) {
        let time = SeriesPoint.date(ofEpoch: number).timeIntervalSince1970
        #expect(abs(time - seconds) < 0.001)
    }

    @Test func `a list stops a series, unless invalid values are to be left out`() throws {
        let strict: JSONValue = ["fields": ["n": "#n", "l": "#tags"]]
        let lenient: JSONValue = ["fields": ["n": "#n", "l": "#tags"], "omitInvalid": true]
        let record: PointRecord = ["n": 1, "tags": ["x"]]
        #expect(throws: DeliveryFailure.self) {
            try SeriesPoint(strict.decoded(as: TSDBExportSpec.self)).row(of: record, arrival: .now)
        }
        let row = try SeriesPoint(lenient.decoded(as: TSDBExportSpec.self))
            .row(of: record, arrival: .now)
        #expect(row?["fields"] == ["n": 1])
    }

    @Test func `a document is filled in, nested, without what is absent`() {
        let filled = RecordTemplate.fill(
            ["user": "host", "deep": ["n": "#n", "gone": "#none"]],
            from: ["host": "a", "n": 7],
            isReference: { _ in true }
        )
        #expect(filled == ["user": "a", "deep": ["n": 7]])
    }

    private func change(_ mode: String, _ doc: JSONValue) throws -> DocumentUpdate {
        let spec: JSONValue = ["mode": .string(mode), "updateKey": ["host"], "doc": doc]
        return DocumentUpdate(try spec.decoded(as: MongoExportSpec.self))
    }

    @Test func `an upsert counts up what is there and begins what is not`() throws {
        let change = try change("UPSERT", ["$inc": ["hits": "#n"], "$set": ["last": "#t"]])
        let first = try change.merge(nil, ["host": "a", "n": 2, "t": "x"], at: .now)
        #expect(first == ["host": "a", "hits": 2, "last": "x"])
        let second = try change.merge(first, ["host": "a", "n": 3, "t": "y"], at: .now)
        #expect(second == ["host": "a", "hits": 5, "last": "y"])
    }

    @Test func `an update makes no document, an insert always does`() throws {
        let update = try change("UPDATE", ["$set": ["n": "#n"]])
        #expect(try update.merge(nil, ["host": "a", "n": 1], at: .now) == nil)
        let insert = try change("INSERT", .null)
        #expect(insert.key(of: ["host": "a"]) == nil)
        #expect(try insert.merge(nil, ["host": "a"], at: .now) == ["host": "a"])
    }

    @Test func `a delivery that comes again is written once`() async throws {
        let fixture = try DestinationFixture()
        let spec: JSONValue = ["host": "h", "dbName": "d", "collName": "c", "mode": "INSERT"]
        for idempotencyKey in ["1", "1", "2"] {
            try await fixture.deliver(.mongo, spec, [["n": 1]], idempotencyKey: idempotencyKey)
        }
        #expect(try Database(fixture, "mongodb/h/d").count("c") == 2)
    }

    @Test func `a report is replaced or added to as its save mode says`() async throws {
        let fixture = try DestinationFixture()
        let three: [PointRecord] = [["n": 1], ["n": 2], ["n": 3, "host": "new"]]
        let append: JSONValue = [
            "dbName": "d", "tableName": "t", "columns": ["count": "#n", "host": "#host"],
        ]
        try await fixture.deliver(.report, append, three, idempotencyKey: "1")
        try await fixture.deliver(.report, append, three, idempotencyKey: "2")
        #expect(try Database(fixture, "report/d").count("t") == 6)
        let overwrite: JSONValue = [
            "dbName": "d", "tableName": "t", "columns": ["count": "#n"], "saveMode": "overwrite",
        ]
        try await fixture.deliver(.report, overwrite, three, idempotencyKey: "3")
        #expect(try Database(fixture, "report/d").count("t") == 3)
    }

    @Test func `names from outside never leave the directory of destinations`() async throws {
        let fixture = try DestinationFixture()
        let spec: JSONValue = ["destRepoName": "../../etc/x", "doc": ["n": "#n"]]
        try await fixture.deliver(.logdb, spec, [["n": 1]])
        #expect(try Database(fixture, "logdb/_.._.._etc_x").count("log") == 1)
    }

    @Test(arguments: ["a;b", "a\"b", "a'b", "a b", "表", "select", "a]b", "a\"; DROP TABLE x; --"])
    func `a table may have any name`(_ name: String) async throws {
        let fixture = try DestinationFixture()
        let spec: JSONValue = [
            "dbName": "d", "tableName": .string(name), "columns": [name: "#n"],
        ]
        for key in ["1", "2"] {
            try await fixture.deliver(.report, spec, [["n": 1]], idempotencyKey: key)
        }
        let escaped = name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"")
        #expect(try Database(fixture, "report/d").count(escaped) == 2)
    }
}
