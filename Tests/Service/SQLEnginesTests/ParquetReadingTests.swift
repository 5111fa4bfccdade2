import FoundationEssentials
import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

@Suite struct ParquetReadingTests {
    private let fixture: EngineFixture

    init() throws { fixture = try EngineFixture() }

    /// Writes a parquet file for each text of JSON lines, and returns them as the files of a source.
    private func parquet(_ contents: [String: String]) async throws -> InputFiles {
        var files: [String: Data] = [:]
        for (key, text) in contents {
            let lines = try fixture.files(["rows.json": text], .json)
            let schema = try await fixture.engine.inferSchema(of: lines)
            let paths = try await fixture.written(lines, schema, "parquet")
            files[key] = try Data(contentsOf: URL(filePath: #require(paths.first)))
        }
        return try fixture.files(files, .parquet)
    }

    @Test func `a declared field that no file has is null`() async throws {
        let files = try await parquet(["a": #"{"n":1}"#])
        let schema = [
            SchemaField("n", .long), SchemaField("s", .string), SchemaField("d", .date),
            SchemaField("l", .array, elemtype: .long), SchemaField("f", .float),
            SchemaField("b", .boolean), SchemaField("m", .map),
        ]
        let found = try await fixture.rows(
            files,
            schema,
            sql: "SELECT * FROM t WHERE s IS NULL AND d IS NULL AND l IS NULL AND m IS NULL"
        )
        let expected = #"{"n":1,"s":null,"d":null,"l":null,"f":null,"b":null,"m":null}"#
        #expect(found.lines == [expected])
    }

    @Test func `a field that only some files have is null in the others`() async throws {
        let files = try await parquet(["a": #"{"n":1}"#, "b": #"{"n":2,"s":"x"}"#])
        let schema = [SchemaField("n", .long), SchemaField("s", .string)]
        let found = try await fixture.rows(files, schema, sql: "SELECT * FROM t ORDER BY n")
        #expect(found.lines == [#"{"n":1,"s":null}"#, #"{"n":2,"s":"x"}"#])
    }

    @Test func `parquet without a required field is refused with the file`() async throws {
        let files = try await parquet(["in/a": #"{"n":1,"s":"x"}"#, "in/b": #"{"n":2}"#])
        let missing = await fixture.failure(files, [SchemaField("none", .long, required: true)])
        #expect(
            missing?.contains("lacks a value of 'none', which is required") == true,
            "\(missing ?? "")"
        )
        let some = await fixture.failure(files, [SchemaField("s", .string, required: true)])
        #expect(some?.hasPrefix("'in/b' lacks a value of 's'") == true, "\(some ?? "")")
        let table = InputTable(
            name: "files",
            files: files,
            schema: [SchemaField("s", .string, required: true)]
        )
        let error = await #expect(throws: APIError.self) {
            try await fixture.engine.verify(table)
        }
        #expect(error?.code == .fileFormatMismatch)
    }

    @Test func `a parquet value that is none of its type is refused with file and value`()
        async throws
    {
        let cases: [(String, ValueType, String)] = [
            (#"{"v":1.5}"#, .long, "'in/a': 'v' is '1.5', which is no long"),
            (#"{"v":"x"}"#, .long, "'in/a': 'v' is 'x', which is no long"),
            (#"{"v":"x"}"#, .float, "'in/a': 'v' is 'x', which is no float"),
            (#"{"v":2.5}"#, .boolean, "'in/a': 'v' is '2.5', which is no boolean"),
            (#"{"v":7}"#, .date, "'in/a': 'v' is '7', which is no date"),
        ]
        for (text, type, reason) in cases {
            let files = try await parquet(["in/a": text])
            let found = await fixture.failure(files, [SchemaField("v", type)])
            #expect(found?.hasPrefix(reason) == true, "\(found ?? "")")
        }
    }

    @Test func `parquet values that fit another type become it`() async throws {
        let files = try await parquet(["a": #"{"i":7,"f":2.0,"t":"2026-01-02T03:04:05Z"}"#])
        let schema = [
            SchemaField("i", .float), SchemaField("f", .long), SchemaField("t", .string),
        ]
        #expect(
            try await fixture.rows(files, schema).lines == [
                #"{"i":7.0,"f":2,"t":"2026-01-02 03:04:05"}"#
            ]
        )
    }
}
