import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

/// Lines that are longer than DuckDB reads by itself: 2 MB of text, 16 MB of JSON.
@Suite struct LongLineTests {
    private let fixture: EngineFixture

    init() throws { fixture = try EngineFixture() }

    private func one() throws -> InputFiles { try fixture.files(["one.json": #"{"n":1}"#], .json) }

    @Test
    func `a result may have lines of any length, and numbers that JSON has not are null in them`()
        async throws
    {
        let schema = [SchemaField("n", .long)]
        let found = try await fixture.rows(
            one(),
            schema,
            sql: "SELECT repeat('x', 3000000) AS s, CAST('NaN' AS DOUBLE) AS f FROM t"
        )
        #expect(found.lines.count == 1 && found.lines[0].utf8.count > 3_000_000)
        #expect(found.lines[0].hasSuffix(#""f":null}"#))
        let words = try await fixture.rows(
            one(),
            schema,
            sql: "SELECT repeat('x', 1048570) || 'Infinity' AS s FROM t"
        )
        #expect(words.lines[0].hasSuffix(#"xInfinity"}"#))
    }

    @Test(arguments: ["json", "csv", "text"], [3_000_000, 20_000_000])
    func `what is written in long lines is read again`(
        _ format: String,
        _ length: Int
    ) async throws {
        let schema = [SchemaField("n", .long), SchemaField("s", .string)]
        let long = String(repeating: "x", count: length)
        let lines = "{\"n\":1,\"s\":\"a\"}\n{\"n\":2,\"s\":\"\(long)\"}\n"
        let source = try fixture.files(["rows.json": lines], .json)
        let paths = try await fixture.written(source, schema, format)
        let formats: [String: FileFormat] = ["json": .json, "csv": .commas]
        let files = InputFiles(paths: paths, format: formats[format] ?? .text)
        let isText = files.format == .text
        let found = try await fixture.rows(
            files,
            isText ? [] : schema,
            sql: "SELECT length(\(isText ? "text" : "s")) AS n FROM t ORDER BY n"
        )
        let frame = isText ? "n=1\ts=".utf8.count : 0
        #expect(found.lines == [#"{"n":\#(1 + frame)}"#, #"{"n":\#(length + frame)}"#])
    }

    @Test func `an array of JSON is read by its elements, however long its line is`() async throws {
        let element = "{\"s\":\"\(String(repeating: "x", count: 1000))\"}"
        let array = "[" + Array(repeating: element, count: 17_000).joined(separator: ",") + "]"
        let files = try fixture.files(["a.json": array], .json)
        let found = try await fixture.rows(
            files,
            [SchemaField("s", .string)],
            sql: "SELECT count(*) AS n FROM t"
        )
        #expect(found.lines == [#"{"n":17000}"#])
    }
}
