import FoundationEssentials
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import Testing

#if canImport(Glibc)
import Glibc
#endif

@Suite struct DuckDBEngineTests {
    private let directory: String
    private let engine: DuckDBEngine

    init() throws {
        let command = ProjectFiles.duckdb
        try #require(
            FileManager.default.isExecutableFile(atPath: command),
            "no duckdb at '\(command)': set PANDORA_DUCKDB to the command"
        )
        directory = FileManager.default.temporaryDirectory.path + "/duckdb-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory + "/work",
            withIntermediateDirectories: true
        )
        engine = DuckDBEngine(executable: command, scratchDirectory: directory)
        try Data("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n".utf8)
            .write(to: URL(filePath: directory + "/in.json"))
    }

    private var table: InputTable {
        InputTable(
            name: "t",
            files: InputFiles(paths: [directory + "/in.json"], format: .json),
            schema: [SchemaField("a", .long), SchemaField("b", .string)]
        )
    }

    private func query(_ sql: String) -> Query {
        Query(
            sql: sql,
            tables: [table],
            resultPath: directory + "/result.parquet",
            workDirectory: directory + "/work"
        )
    }

    @Test func `a query over json files writes its result and counts its rows`() async throws {
        let result = try await engine.run(query("SELECT a * 2 AS a FROM t;")) { mark in
            #expect(mark.processID > 0)
        }
        #expect(result.rows == 2)
        #expect(FileManager.default.fileExists(atPath: directory + "/result.parquet"))
    }

    /// The mark makes one character of the quote and itself, which no comparison with a quote finds.
    @Test func `a quote under a combining mark ends nothing but its own literal`() async throws {
        let sql = "SELECT '\u{301}x' AS a, 'a''\u{301}b' AS b, \"a\" AS \"n\"\"\u{301}\" FROM t"
        let schema = try await engine.describe(sql, tables: [table])
        #expect(schema.map(\.key) == ["a", "b", "n\"\u{301}"])
        #expect(try await engine.run(query(sql)) { _ in }.rows == 2)
    }

    @Test func `a description names the columns and their types`() async throws {
        let schema = try await engine.describe(
            "SELECT a, b, a > 1 AS c, [a] AS d FROM t",
            tables: [table]
        )
        #expect(
            schema == [
                SchemaField("a", .long), SchemaField("b", .string), SchemaField("c", .boolean),
                SchemaField("d", .array, elemtype: .long),
            ]
        )
    }

    @Test func `a schema is inferred from the files`() async throws {
        let schema = try await engine.inferSchema(of: table.files)
        #expect(schema == [SchemaField("a", .long), SchemaField("b", .string)])
    }

    @Test func `SQL that is wrong is refused in the engine's own words`() async {
        let error = await #expect(throws: APIError.self) {
            try await engine.describe("SELECT nope FROM t", tables: [table])
        }
        #expect(error?.code == .invalidJobSQL)
        #expect(error?.message.contains("\"nope\" not found") == true)
    }

    @Test(arguments: [
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/pandora-escape.csv'",
        "SELECT 1; SELECT 2",
        "SELECT 1'); INSTALL httpfs; --",
        "SELECT 1\n.shell touch /tmp/pandora-escape.csv\n",
        "ATTACH '/tmp/pandora-escape.csv'",
    ])
    func `SQL cannot leave its confinement`(_ sql: String) async {
        await #expect(throws: QueryFailure.self) {
            try await engine.run(query(sql)) { _ in }
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/pandora-escape.csv"))
        #expect(!FileManager.default.fileExists(atPath: directory + "/result.parquet"))
    }

    @Test(arguments: ["orc", "bz2", "lzo", "lz4"])
    func `files only another engine reads are refused by name`(_ ending: String) async {
        let files = InputFiles(paths: ["/data/in.json.\(ending)"], format: .json)
        let error = await #expect(throws: APIError.self) {
            try await engine.inferSchema(of: files)
        }
        #expect(error?.code == .fileFormatMismatch)
        #expect(error?.message.contains("'in.json.\(ending)'") == true)
        #expect(error?.message.contains("spark") == true)
    }

    @Test func `a line of a text file is a row, an empty one too`() async throws {
        let path = directory + "/in.log"
        try Data("a,b \"c\n\n  城\n".utf8).write(to: URL(filePath: path))
        var query = query("SELECT text FROM t WHERE text IN ('a,b \"c', '', '  城')")
        query.tables[0].files = InputFiles(paths: [path], format: .text)
        query.tables[0].schema = []
        #expect(try await engine.run(query) { _ in }.rows == 3)
    }

    @Test func `a table without files has its declared columns and no rows`() async throws {
        var query = query("SELECT a + 1 AS a, upper(b) AS b FROM t")
        query.tables[0].files.paths = []
        #expect(try await engine.run(query) { _ in }.rows == 0)
    }

    @Test func `a value that does not fit its column fails in the engine's words`() async throws {
        try Data("{\"a\":\"no number\"}\n".utf8)
            .write(to: URL(filePath: directory + "/in.json"))
        let failure = await #expect(throws: QueryFailure.self) {
            try await engine.run(query("SELECT a FROM t")) { _ in }
        }
        guard case .failed(let words) = failure else {
            Issue.record("stopped, not failed")
            return
        }
        #expect(words.contains("no number"))
    }

    @Test func `stopping a computation ends its process and leaves no result`() async throws {
        let (marks, started) = AsyncStream.makeStream(of: EngineProcess.self)
        let endless = query("SELECT count(*) AS n FROM range(10000000000) a, range(1000) b")
        let engine = engine
        let outcome = await withTaskGroup(of: QueryFailure?.self) { group in
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
        #expect(outcome == .stopped)
        #expect(!FileManager.default.fileExists(atPath: directory + "/result.parquet"))
    }

    @Test func `the data has the names that the description gave`() async throws {
        let sql = "SELECT count(*), sum(a) + $(n), b FROM t GROUP BY b ORDER BY b"
        func filled(_ value: String) -> String {
            String(sql.split(separator: "$(n)").joined(separator: value))
        }
        let described = try await engine.resultFields(of: filled("1"), tables: [table])
        #expect(described.fields.map(\.key) == ["count_1", "sum_a_1", "b"])
        var query = query(filled("20"))
        query.resultFormat = .jsonLines
        query.names = described.names
        _ = try await engine.run(query) { _ in }
        let text = try String(contentsOfFile: query.resultPath, encoding: .utf8)
        #expect(text.split(separator: "\n").first == #"{"count_1":1,"sum_a_1":21,"b":"x"}"#)
    }

    @Test(arguments: [
        ("b, count(*)", "'b', 'count_star()'"), ("count(*)", "'count_star()'"),
        ("count(*), b, sum(a) AS \"it's\"", "'count_star()', 'b', 'it's'"),
    ])
    func `names are given to no other columns than those they were made for`(
        _ columns: String,
        _ found: String
    ) async throws {
        var query = query("SELECT \(columns) FROM t GROUP BY b")
        query.names = ResultNames(columns: ["count_star()", "b"])
        let failure = await #expect(throws: QueryFailure.self) {
            try await engine.run(query) { _ in }
        }
        let reason =
            "the result has the columns \(found), which are not those of the definition: update the "
            + "definition, its SQL is described again then"
        #expect(failure == .failed(reason))
    }
}
