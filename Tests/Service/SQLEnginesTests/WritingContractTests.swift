import Foundation
import PipelineAPI
import PipelineEngine
import Testing

/// Files of every format and compression of the documents; each test starts an engine of its own.
@Suite(.serialized) struct WritingContractTests {
    private static let compressions: [(format: String, [String])] = [
        ("json", ["none", "bzip2", "gzip", "lz4", "snappy", "deflate"]),
        ("csv", ["none", "bzip2", "gzip", "lz4", "snappy", "deflate"]),
        ("text", ["none", "bzip2", "gzip", "lz4", "snappy", "deflate"]),
        ("parquet", ["none", "snappy", "gzip", "lzo"]),
        ("orc", ["none", "snappy", "zlib", "lzo"]),
    ]
    private static let schema = [
        SchemaField("id", .long), SchemaField("s", .string), SchemaField("f", .float),
        SchemaField("b", .boolean), SchemaField("t", .date),
        SchemaField("l", .array, elemtype: .string), SchemaField("m", .map),
    ]
    private static let rows = [
        #"{"id":1,"s":"a,\"b\"\\\n\t\r 城 ","f":1.5,"b":true,"t":"2026-01-01T10:00:00.250000Z","l":["x, y","\"z\""],"m":{"k":"v","n":1}}"#,
        #"{"id":2,"s":"","f":null,"b":null,"t":null,"l":null,"m":null}"#,
        #"{"id":3,"s":null,"f":-0.125,"b":false,"t":null,"l":[],"m":{}}"#,
    ]

    @Test(arguments: EngineUnderTest.all)
    func `what is written in a format and compression is read again, or refused by name`(
        _ tested: EngineUnderTest
    ) async throws {
        try await tested.run { bench in
            let text = Data(WritingContractTests.rows.joined(separator: "\n").utf8)
            let source = try bench.files(["rows.json": text], .json)
            for (format, compressions) in WritingContractTests.compressions {
                for compression in compressions {
                    let label: Comment = "\(format) with \(compression)"
                    if let refusal = bench.engine.refusal(
                        ofFormat: format,
                        compression: compression
                    ) {
                        #expect(refusal.contains(format), label)
                        let other = tested == .duckdb ? "the spark engine can" : "use none, snappy"
                        #expect(refusal.contains(other), label)
                        continue
                    }
                    let paths = try await written(bench, source, format, compression)
                    #expect(paths.count == 1, label)
                    let read = try await reread(bench, paths, format)
                    #expect(read == expected(format), label)
                }
            }
        }
    }

    private func written(
        _ bench: EngineBench,
        _ source: InputFiles,
        _ format: String,
        _ compression: String
    ) async throws -> [String] {
        let directory = bench.directory + "/work/out"
        try FileManager.default.removeItem(atPath: directory)
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let table = InputTable(
            name: "rows",
            files: source,
            schema: WritingContractTests.schema
        )
        return try await bench.engine.write(
            FileWriting(
                table: table,
                directory: directory,
                workDirectory: bench.directory + "/work",
                format: format,
                compression: compression,
                delimiter: ",",
                containsHeader: true
            )
        ).map { directory + "/" + $0 }
    }

    /// The rows that the engine reads of files; of orc, which no data source has, what the file begins with.
    private func reread(
        _ bench: EngineBench,
        _ paths: [String],
        _ format: String
    ) async throws -> [String] {
        guard format != "orc" else {
            let bytes = try Data(contentsOf: URL(filePath: paths[0]))
            return [String(decoding: bytes.prefix(3), as: UTF8.self)]
        }
        let formats: [String: FileFormat] = ["json": .json, "csv": .commas, "text": .text]
        let schema = format == "text" ? [] : WritingContractTests.schema
        let order = format == "text" ? "text" : "id"
        var query = bench.query("SELECT * FROM t ORDER BY \(order)", .jsonLines)
        let files = InputFiles(paths: paths, format: formats[format] ?? .parquet)
        query.tables = [InputTable(name: "t", files: files, schema: schema)]
        return try await bench.lines(query)
    }

    private func expected(_ format: String) -> [String] {
        switch format {
        case "orc": return ["ORC"]
        case "text":
            return [
                #"{"text":"id=1\ts=a,\"b\"\\\\\\n\\t\\r 城 \tf=1.5\tb=true\tt=2026-01-01T10:00:00.250000Z\tl=[\"x, y\",\"\\\"z\\\"\"]\tm={\"k\":\"v\",\"n\":1}"}"#,
                #"{"text":"id=2\ts="}"#, #"{"text":"id=3\tf=-0.125\tb=false\tl=[]\tm={}"}"#,
            ]
        default: return WritingContractTests.rows
        }
    }
}
