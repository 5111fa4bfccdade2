import FoundationEssentials
import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

@Suite struct ReversibleWritingTests {
    private let fixture: EngineFixture

    init() throws { fixture = try EngineFixture() }

    private func text(_ path: String?) throws -> String {
        try String(contentsOfFile: try #require(path), encoding: .utf8)
    }

    @Test func `csv has arrays and maps as JSON`() async throws {
        let files = try fixture.files(
            ["a.json": #"{"l":["x, y","\"z\""],"m":{"a":0,"b":"z"}}"#],
            .json
        )
        let schema = [SchemaField("l", .array, elemtype: .string), SchemaField("m", .map)]
        let paths = try await fixture.written(files, schema, "csv")
        #expect(
            try text(paths.first) == "l,m\n" + #""[""x, y"",""\""z\""""]","{""a"":0,""b"":""z""}""#
                + "\n"
        )
    }

    @Test func `text escapes TAB, LF, CR and the backslash`() async throws {
        let files = try fixture.files(["a.json": #"{"a":"\t\n\r\\ \\n"}"#], .json)
        let paths = try await fixture.written(files, [SchemaField("a", .string)], "text")
        #expect(try text(paths.first) == #"a=\t\n\r\\ \\n"# + "\n")
    }

    @Test func `numbers that JSON has not are null, and the words in texts stay`() async throws {
        let sql = """
            SELECT 'nan'::DOUBLE AS n, '-inf'::DOUBLE AS i, ['inf'::DOUBLE, -1.5] AS l,
            'NaN, "Infinity' AS s, {'x': 'nan'::DOUBLE, 'y': 'NaN\\'} AS m
            """
        let row =
            #"{"n":null,"i":null,"l":[null,-1.5],"s":"NaN, \"Infinity","m":{"x":null,"y":"NaN\\"}}"#
        #expect(
            try await fixture.rows(InputFiles(paths: [], format: .json), sql: sql).lines == [row]
        )
        let query = Query(
            sql: sql,
            tables: [],
            resultPath: fixture.directory + "/r.parquet",
            workDirectory: fixture.directory + "/work"
        )
        _ = try await fixture.engine.run(query) { _ in }
        let result = InputFiles(paths: [query.resultPath], format: .parquet)
        let paths = try await fixture.written(result, [], "json")
        #expect(try text(paths.first) == row + "\n")
    }

    @Test func `a jsonstring is JSON in JSON, and its text elsewhere`() async throws {
        let files = try fixture.files(
            ["a.json": #"{"j":{"a":[1,"x"]}}"# + "\n" + #"{"j":"no json"}"# + "\n"],
            .json
        )
        let schema = [SchemaField("j", .jsonString)]
        let json = try await fixture.written(files, schema, "json")
        let lines = #"{"j":{"a":[1,"x"]}}"# + "\n" + #"{"j":"no json"}"# + "\n"
        #expect(try text(json.first) == lines)
        let plain = try await fixture.written(files, schema, "text")
        #expect(try text(plain.first) == #"j={"a":[1,"x"]}"# + "\nj=no json\n")
    }
}
