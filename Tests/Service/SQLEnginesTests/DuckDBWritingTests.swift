import FoundationEssentials
import PipelineAPI
import PipelineEngine
import ProjectFiles
import SQLEngines
import Testing

@Suite struct DuckDBWritingTests {
    private let directory: String
    private let engine: DuckDBEngine

    init() throws {
        directory = FileManager.default.temporaryDirectory.path + "/writing-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: directory + "/work/out",
            withIntermediateDirectories: true
        )
        engine = DuckDBEngine(
            executable: ProjectFiles.duckdb,
            scratchDirectory: directory
        )
        let lines = [
            #"{"a":1,"b":"x\ty\nz\\","t":"2026-01-01T08:00:00.5+08:00","l":[1,2],"k":"p"}"#,
            #"{"a":2,"k":"q"}"#, #"{"a":3,"b":"","k":"p"}"#,
        ]
        try Data(lines.joined(separator: "\n").utf8)
            .write(to: URL(filePath: directory + "/in.json"))
    }

    private func write(
        _ format: String,
        compression: String = "none",
        partitionBy: [String] = [],
        fileCount: Int = 1
    ) async throws(QueryFailure) -> [String] {
        let table = InputTable(
            name: "rows",
            files: InputFiles(paths: [directory + "/in.json"], format: .json),
            schema: [
                SchemaField("a", .long), SchemaField("b", .string), SchemaField("t", .date),
                SchemaField("l", .array, elemtype: .long), SchemaField("k", .string),
            ]
        )
        return try await engine.write(
            FileWriting(
                table: table,
                directory: directory + "/work/out",
                workDirectory: directory + "/work",
                format: format,
                compression: compression,
                delimiter: ";",
                containsHeader: true,
                partitionBy: partitionBy,
                fileCount: fileCount
            )
        )
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: directory + "/work/out/" + path, encoding: .utf8)
    }

    @Test func `json has times in UTC as the API writes them`() async throws {
        #expect(try await write("json") == ["part-00000.json"])
        let first = try text("part-00000.json").split(separator: "\n")[0]
        #expect(first.contains(#""t":"2026-01-01T00:00:00.500000Z""#))
    }

    @Test func `text is key and value, escaped, without what is null`() async throws {
        #expect(try await write("text") == ["part-00000.txt"])
        let lines = try text("part-00000.txt").split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "a=1\tb=x\\ty\\nz\\\\\tt=2026-01-01T00:00:00.500000Z\tl=[1,2]\tk=p",
                "a=2\tk=q", "a=3\tb=\tk=p",
            ]
        )
    }

    @Test func `csv has the header and the delimiter it was given`() async throws {
        #expect(try await write("csv") == ["part-00000.csv"])
        #expect(try text("part-00000.csv").hasPrefix("a;b;t;l;k\n1;"))
    }

    @Test(arguments: ["json", "csv", "text", "parquet"])
    func `as many files are written as are asked for`(_ format: String) async throws {
        let ending = format == "text" ? "txt" : format
        #expect(
            try await write(format, fileCount: 3) == [
                "part-00000.\(ending)", "part-00001.\(ending)", "part-00002.\(ending)",
            ]
        )
    }

    @Test(arguments: ["json", "csv", "text", "parquet"])
    func `partitions are folders, and their field is not in the files`(
        _ format: String
    ) async throws {
        let ending = format == "text" ? "txt" : format
        let paths = try await write(format, partitionBy: ["k"])
        #expect(paths == ["k=p/part-00000.\(ending)", "k=q/part-00000.\(ending)"])
        if format == "json" { #expect(try !text(paths[0]).contains(#""k""#)) }
    }

    @Test func `what is written packed is read again`() async throws {
        #expect(try await write("json", compression: "gzip") == ["part-00000.json.gz"])
        let path = directory + "/work/out/part-00000.json.gz"
        let fields = try await engine.inferSchema(of: InputFiles(paths: [path], format: .json))
        #expect(fields.map(\.key) == ["a", "b", "t", "l", "k"])
    }

    @Test(arguments: [("orc", "none"), ("json", "bzip2"), ("parquet", "lzo"), ("csv", "snappy")])
    func `what DuckDB cannot write is refused and names the engine that can`(
        _ format: String,
        _ compression: String
    ) async {
        #expect(engine.refusal(ofFormat: format, compression: compression) != nil)
        do throws(QueryFailure) {
            _ = try await write(format, compression: compression)
            Issue.record("it was written")
        } catch .failed(let words) {
            #expect(words.contains("spark"))
        } catch { Issue.record("it was stopped") }
    }

    @Test func `rows are answered as one object a line`() async throws {
        let path = directory + "/work/rows.json"
        let query = Query(
            sql: "SELECT i, i > 0 AS b FROM range(3) t(i)",
            tables: [],
            resultPath: path,
            workDirectory: directory + "/work",
            resultFormat: .jsonLines
        )
        #expect(try await engine.run(query) { _ in }.rows == 3)
        #expect(
            try String(contentsOfFile: path, encoding: .utf8)
                == "{\"i\":0,\"b\":false}\n{\"i\":1,\"b\":true}\n{\"i\":2,\"b\":true}\n"
        )
    }
}
