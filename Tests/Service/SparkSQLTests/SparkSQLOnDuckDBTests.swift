import Foundation
import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

/// Users' SQL as it reaches DuckDB: described, computed, refused.
@Suite struct SparkSQLOnDuckDBTests {
    @Test(arguments: [
        ("concat('a', null, 'b')", "null"), ("cast(1.9 as int)", "1"),
        ("split('a,b,c', ',')[1]", "\"b\""), ("regexp_replace('aXbX', 'X', '-')", "\"a-b-\""),
        ("parse_url('http://q.cn/p?k=v', 'QUERY', 'k')", "\"v\""), ("7 div 2", "3"),
    ])
    func `an expression has Spark's value`(_ expression: String, _ value: String) async throws {
        try await TranslatorFixture.with { fixture in
            let result = try await fixture.result(of: fixture.query("SELECT \(expression) AS v"))
            #expect(result == "{\"v\":\(value)}\n")
        }
    }

    @Test func `a description knows what the fields of a table are`() async throws {
        try await TranslatorFixture.with { fixture in
            let table = InputTable(
                name: "t",
                files: InputFiles(paths: [], format: .parquet),
                schema: [
                    SchemaField("a", .long), SchemaField("tags", .array, elemtype: .string),
                    SchemaField("m", .map, schema: [SchemaField("k b", .float)]),
                    SchemaField("at", .date), SchemaField("o", .map),
                ]
            )
            let columns = try await fixture.engine.describe(
                "SELECT a / 2 AS half, tags[0] AS tag, m.`k b` AS k, year(at) AS y, "
                    + "date_format(at, 'yyyy-MM') AS month FROM t",
                tables: [table]
            )
            #expect(
                columns == [
                    SchemaField("half", .float), SchemaField("tag", .string),
                    SchemaField("k", .float), SchemaField("y", .long),
                    SchemaField("month", .string),
                ]
            )
        }
    }

    @Test func `a name that is wrong is refused at the line of the user's SQL`() async throws {
        try await TranslatorFixture.with { fixture in
            let table = try fixture.table("", [SchemaField("a", .long)])
            let error = await #expect(throws: APIError.self) {
                try await fixture.engine.describe("SELECT a,\n  b\nFROM t", tables: [table])
            }
            #expect(error?.code == .invalidJobSQL)
            #expect(error?.message.hasPrefix("line 2, column 3: ") == true)
            #expect(error?.message.contains("'b'") == true)
        }
    }

    @Test func `what only Spark can do is refused, naming it`() async throws {
        try await TranslatorFixture.with { fixture in
            let error = await #expect(throws: APIError.self) {
                try await fixture.engine.describe(
                    "SELECT * FROM t TABLESAMPLE (10 PERCENT)",
                    tables: [try fixture.table("", [SchemaField("a", .long)])]
                )
            }
            #expect(error?.message.contains("the Spark engine runs it") == true)
        }
    }

    @Test func `the result of another job is read with the types it was written in`() async throws {
        try await TranslatorFixture.with { fixture in
            let first = fixture.query(
                "SELECT DATE '2017-01-31' AS d, CAST(1.50 AS DECIMAL(10,2)) AS p, "
                    + "named_struct('a b', 1) AS s",
                to: "upstream.parquet"
            )
            _ = try await fixture.engine.run(first) { _ in }
            let files = InputFiles(paths: [first.resultPath], format: .parquet)
            let table = InputTable(name: "up", files: files, schema: [])
            let result = try await fixture.result(
                of: fixture.query(
                    "SELECT concat(d, '/', p) AS v, add_months(d, 1) AS n, s.`a b` AS i FROM up",
                    [table]
                )
            )
            #expect(
                result == "{\"v\":\"2017-01-31/1.50\",\"n\":\"2017-02-28T00:00:00Z\",\"i\":1}\n"
            )
        }
    }

    @Test func `SQL that asks for DuckDB's dialect is computed as it is`() async throws {
        try await TranslatorFixture.with { fixture in
            let sql = "-- dialect: duckdb\nSELECT 7 // 2 AS v, list_value(1)[1] AS e"
            let result = try await fixture.result(of: fixture.query(sql))
            #expect(result == "{\"v\":3,\"e\":1}\n")
        }
    }

    @Test func `without a translator SQL goes to DuckDB as it is, and the run says so`()
        async throws
    {
        try await TranslatorFixture.with { fixture in
            let engine = DuckDBEngine(
                executable: fixture.duckdb,
                scratchDirectory: fixture.directory,
                translator: UntranslatedSQL(note: "no translator")
            )
            let query = fixture.query("SELECT 7 // 2 AS v")
            let result = try await engine.run(query) { _ in }
            #expect(result == QueryResult(rows: 1, note: "no translator"))
            let error = await #expect(throws: QueryFailure.self) {
                try await engine.run(fixture.query("SELECT nope")) { _ in }
            }
            guard case .failed(let message) = error else { return }
            #expect(message.hasSuffix("; no translator"))
        }
    }

    @Test func `an expression without a name has Spark's, as a field's name`() async throws {
        try await TranslatorFixture.with { fixture in
            let sql = "SELECT count(*), sum(a) + 1, upper(b), 'x' FROM t GROUP BY b"
            let table = try fixture.table(
                "{\"a\":1,\"b\":\"q\"}\n",
                [SchemaField("a", .long), SchemaField("b", .string)]
            )
            let (fields, names) = try await fixture.engine.resultFields(of: sql, tables: [table])
            #expect(fields.map(\.key) == ["count_1", "sum_a_1", "upper_b", "x"])
            var query = fixture.query(sql, [table])
            query.names = names
            let row = try await fixture.result(of: query)
            #expect(row == "{\"count_1\":1,\"sum_a_1\":2,\"upper_b\":\"Q\",\"x\":\"x\"}\n")
        }
    }

    @Test func `a run of DuckDB's own SQL fails at the place that DuckDB names`() async throws {
        try await TranslatorFixture.with { fixture in
            let table = try fixture.table("{\"s\":\"x\"}\n", [SchemaField("s", .string)])
            let sql = "-- dialect: duckdb\nSELECT '中', s::INTEGER AS n FROM t"
            let failure = await #expect(throws: QueryFailure.self) {
                try await fixture.engine.run(fixture.query(sql, [table])) { _ in }
            }
            guard case .failed(let message) = failure else { return }
            #expect(
                message.hasPrefix("line 2, column 14: Could not convert string 'x'"),
                "\(message)"
            )
        }
    }

    @Test func `what DuckDB refuses is shown at the line of the user's SQL`() async throws {
        try await TranslatorFixture.with { fixture in
            let error = await #expect(throws: APIError.self) {
                try await fixture.engine.describe(
                    "-- dialect: duckdb\nSELECT a,\n       nope(a)\nFROM t",
                    tables: [try fixture.table("", [SchemaField("a", .long)])]
                )
            }
            #expect(error?.message.hasPrefix("line 3, column 8: duckdb: ") == true)
        }
    }
}
