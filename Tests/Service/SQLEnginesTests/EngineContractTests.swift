import Foundation
import PipelineAPI
import PipelineEngine
import Testing

/// What every engine does alike; each test starts an engine of its own.
@Suite(.serialized) struct EngineContractTests {
    @Test(arguments: EngineUnderTest.all)
    func `a query writes its result, counts its rows and names its process`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let sql = "SELECT a * 2 AS a, t, upper(k) AS k FROM t WHERE a <> 2 ORDER BY a DESC;"
            let result = try await bench.engine.run(bench.query(sql)) { child in
                #expect(child.processID > 0)
            }
            #expect(result.rows == 2)
            let rows = try await bench.stored()
            #expect(
                rows == [
                    #"{"a":6,"t":null,"k":"P"}"#,
                    #"{"a":2,"t":"2026-01-01T00:00:00.500000Z","k":"P"}"#,
                ]
            )
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `rows are answered as one object a line, times in UTC`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let lines = try await bench.lines("SELECT a, b, t, l FROM t WHERE a < 3 ORDER BY a")
            #expect(
                lines == [
                    #"{"a":1,"b":"x\ty","t":"2026-01-01T00:00:00.500000Z","l":[1,2]}"#,
                    #"{"a":2,"b":null,"t":null,"l":null}"#,
                ]
            )
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `SQL is on the clock of its zone, and times are written in UTC all the same`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run(zone: "Asia/Shanghai") { bench in
            let sql = """
                SELECT t, hour(t) AS h, date_trunc('day', t) AS day, current_timezone() AS z, \
                timestamp('2026-01-01 12:00:00') AS noon FROM t WHERE a = 1
                """
            let row = #"""
                {"t":"2026-01-01T00:00:00.500000Z","h":8,"day":"2025-12-31T16:00:00.000000Z",\#
                "z":"Asia/Shanghai","noon":"2026-01-01T04:00:00.000000Z"}
                """#
            #expect(try await bench.lines(sql) == [row])
            _ = try await bench.engine.run(bench.query(sql)) { _ in }
            #expect(try await bench.stored() == [row])
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `a description names the columns and their types, an inference those of files`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let sql =
                "SELECT a, b, a > 1 AS c, array(a) AS d, t, a / 2 AS e, count(*) OVER () FROM t"
            let fields = try await bench.engine.describe(sql, tables: [bench.table])
            #expect(
                fields.prefix(6) == [
                    SchemaField("a", .long), SchemaField("b", .string), SchemaField("c", .boolean),
                    SchemaField("d", .array, elemtype: .long), SchemaField("t", .date),
                    SchemaField("e", .float),
                ]
            )
            #expect(fields.count == 7)
            let inferred = try await bench.engine.inferSchema(of: bench.table.files)
            #expect(inferred.contains(SchemaField("a", .long)))
            #expect(inferred.contains(SchemaField("l", .array, elemtype: .long)))
        }
    }

    @Test(
        arguments: EngineUnderTest.all,
        [
            (
                "(SELECT a FROM t) AS c", "line 2, column ",
                "More than one row returned by a subquery"
            ),
            ("instr(b, 'x', a, a - 1) AS c", "line 2, column 3: ", "instr counts"),
        ]
    )
    func `what a run fails with is told at its place in the SQL`(
        _ tested: EngineUnderTest,
        _ failing: (item: String, place: String, reason: String)
    ) async throws {
        try await tested.run { bench in
            let query = bench.query("SELECT a,\n  \(failing.item) FROM t", .jsonLines)
            let failure = await #expect(throws: QueryFailure.self) {
                try await bench.engine.run(query) { _ in }
            }
            guard case .failed(let message) = failure else { return }
            #expect(message.contains(failing.place), "\(message)")
            #expect(message.contains(failing.reason), "\(message)")
            for machinery in ["Exception", "Traceback", "JVM", "LINE ", "exception_type", ".py"] {
                #expect(!message.contains(machinery), "\(message)")
            }
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `SQL that is wrong is refused with its place`(_ tested: EngineUnderTest) async throws {
        try await tested.run { bench in
            let error = await #expect(throws: APIError.self) {
                try await bench.engine.describe("SELECT a,\n  nope FROM t", tables: [bench.table])
            }
            #expect(error?.code == .invalidJobSQL)
            #expect(error?.message.contains("line 2, column 3") == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("nope") == true)
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `SQL is one query that reaches nothing but its tables`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            for sql in [
                "SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM text.`/etc/passwd`",
                "SELECT 1; SELECT 2", "CREATE TABLE x AS SELECT 1", "SET x = 1",
                "ADD JAR '/tmp/x.jar'", "SELECT reflect('java.lang.System', 'getenv')",
                "SELECT TRANSFORM(a) USING 'cat' FROM t",
                "SELECT `java_method`('java.lang.System', 'getenv')",
            ] {
                await #expect(throws: APIError.self, "\(sql)") {
                    try await bench.engine.describe(sql, tables: [bench.table])
                }
                await #expect(throws: QueryFailure.self, "\(sql)") {
                    try await bench.engine.run(bench.query(sql, .jsonLines)) { _ in }
                }
            }
            #expect(!FileManager.default.fileExists(atPath: bench.resultPath))
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `a line of a text file is a row, and a table without files has none`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let path = bench.directory + "/in.log"
            try Data("a,b \"c\n\n  城\n".utf8).write(to: URL(filePath: path))
            var query = bench.query("SELECT text FROM t ORDER BY text", .jsonLines)
            query.tables[0].files = InputFiles(paths: [path], format: .text)
            query.tables[0].schema = []
            let lines = try await bench.lines(query)
            #expect(lines == [#"{"text":""}"#, #"{"text":"  城"}"#, #"{"text":"a,b \"c"}"#])
            var empty = bench.query("SELECT a + 1 AS a FROM t", .jsonLines)
            empty.tables[0].files.paths = []
            let result = try await bench.engine.run(empty) { _ in }
            #expect(result.rows == 0)
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `a value that does not fit its column fails with the value`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            for (line, value) in [
                (#"{"a":"no number"}"#, "no number"), (#"{"t":"no time"}"#, "no time"),
            ] {
                try Data(line.utf8).write(to: URL(filePath: bench.directory + "/in.json"))
                let failure = await #expect(throws: QueryFailure.self) {
                    try await bench.engine.run(bench.query("SELECT * FROM t", .jsonLines)) { _ in }
                }
                guard case .failed(let words) = failure else {
                    Issue.record("stopped, not failed")
                    continue
                }
                #expect(words.contains(value))
            }
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `the data has the names it was given, and no other columns get them`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            var query = bench.query("SELECT a, count(*) FROM t GROUP BY a ORDER BY a", .jsonLines)
            query.names = ResultNames(columns: ["a", "count(1)"])
            let lines = try await bench.lines(query)
            #expect(lines.first == #"{"a":1,"count_1":1}"#)
            query.sql = "SELECT count(*), a FROM t GROUP BY a"
            let failure = await #expect(throws: QueryFailure.self) {
                try await bench.engine.run(query) { _ in }
            }
            guard case .failed(let words) = failure else { return }
            #expect(words.contains("not those of the definition"))
        }
    }

    @Test(arguments: EngineUnderTest.all, [ResultFormat.parquet, .jsonLines])
    func `stopping a computation ends its process, leaves no result, and the next one runs`(
        _ tested: EngineUnderTest,
        _ format: ResultFormat
    ) async throws {
        try await tested.run { bench in
            let lines = (0..<1000).map { #"{"a":\#($0)}"# }.joined(separator: "\n")
            try Data(lines.utf8).write(to: URL(filePath: bench.directory + "/in.json"))
            let sql = "SELECT sum(u.a + v.a + w.a + x.a + y.a) AS n FROM t u, t v, t w, t x, t y"
            let endless = bench.query(sql, format)
            let (marks, started) = AsyncStream.makeStream(of: EngineProcess.self)
            let engine = bench.engine
            let failure = await withTaskGroup(of: QueryFailure?.self) { group in
                group.addTask {
                    do throws(QueryFailure) {
                        _ = try await engine.run(endless) { started.yield($0) }
                        return nil
                    } catch { return error }
                }
                for await mark in marks {
                    #expect(kill(mark.processID, 0) == 0)
                    break
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(failure == .stopped)
            #expect(!FileManager.default.fileExists(atPath: bench.resultPath))
            let after = try await bench.lines("SELECT max(a) AS a FROM t")
            #expect(after == [#"{"a":999}"#])
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `files are written in the forms of the API`(_ tested: EngineUnderTest) async throws {
        try await tested.run { bench in
            let json = try await bench.written("json")
            #expect(
                json["part-00000.json"]?.split(separator: "\n").first
                    == #"{"a":1,"b":"x\ty","t":"2026-01-01T00:00:00.500000Z","l":[1,2],"k":"p"}"#
            )
            let text = try await bench.written("text")
            #expect(
                text["part-00000.txt"]
                    == "a=1\tb=x\\ty\tt=2026-01-01T00:00:00.500000Z\tl=[1,2]\tk=p\na=2\tk=q\na=3\tb=\tk=p\n"
            )
            let csv = try await bench.written("csv")
            #expect(
                csv["part-00000.csv"]?.hasPrefix("a;b;t;l;k\n1;x\ty;2026-01-01T00:00:00.5") == true
            )
        }
    }

    @Test(arguments: EngineUnderTest.all)
    func `partitions are folders without their field, and files are as many as asked for`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let parts = try await bench.written("json", partitionBy: ["k"])
            #expect(parts.keys.sorted() == ["k=p/part-00000.json", "k=q/part-00000.json"])
            #expect(parts.values.allSatisfy { !$0.contains(#""k":"#) })
        }
        try await tested.run { bench in
            let files = try await bench.written("json", fileCount: 2)
            #expect(files.keys.sorted() == ["part-00000.json", "part-00001.json"])
            #expect(files.values.joined().split(separator: "\n").count == 3)
        }
    }
}
