import FoundationEssentials
import Gzip
import PipelineAPI
import PipelineEngine
import SQLEngines
import Statistics
import Testing

/// Every format with every compression: what is packed is read as it was, or refused by name.
@Suite struct CompressionTests {
    private let fixture: EngineFixture
    private let schema = [
        SchemaField("id", .long), SchemaField("s", .string), SchemaField("f", .float),
        SchemaField("b", .boolean), SchemaField("l", .array, elemtype: .long),
    ]

    init() throws { fixture = try EngineFixture() }

    private static let formats = ["json", "csv", "text", "orc", "parquet"]
    private static let compressions = [
        "none", "gzip", "bzip2", "lz4", "snappy", "deflate", "zlib", "lzo",
    ]

    /// Packs bytes as zstd does what it cannot make smaller.
    private func zstd(_ plain: Data) -> Data {
        var packed = Data([0x28, 0xB5, 0x2F, 0xFD, 0xA0])
        packed += withUnsafeBytes(of: UInt32(plain.count).littleEndian) { Data($0) }
        var rest = plain[...]
        repeat {
            let block = rest.prefix(100_000)
            rest = rest.dropFirst(block.count)
            let head = UInt32(block.count) << 3 | (rest.isEmpty ? 1 : 0)
            packed += withUnsafeBytes(of: head.littleEndian) { Data($0.prefix(3)) }
            packed += block
        } while !rest.isEmpty
        return packed
    }

    private func text(_ random: inout SplitMix64) -> String {
        let parts = ["", "a", "城 市", "\"", ",", "\t", "\n", "\\", "=", "'", "NaN", " ", "[x]"]
        return (0..<Int.random(in: 0..<5, using: &random)).map { _ in
            parts.randomElement(using: &random) ?? ""
        }.joined()
    }

    /// Rows of all types, some of their values missing.
    private func records(_ seed: UInt64) -> [[String: JSONValue]] {
        var random = SplitMix64(seed: seed)
        return (0..<60).map { id in
            var record: [String: JSONValue] = ["id": .integer(Int64(id))]
            func gets() -> Bool { Int.random(in: 0..<4, using: &random) > 0 }
            if gets() { record["s"] = .string(text(&random)) }
            if gets() { record["f"] = .number(Double(id) + 0.0625) }
            if gets() { record["b"] = .bool(Bool.random(using: &random)) }
            if gets() { record["l"] = [1, 2, .integer(Int64(id))] }
            return record
        }
    }

    private func source(_ records: [[String: JSONValue]]) throws -> InputFiles {
        let lines = try records.map { String(decoding: try JSONCoding.encode($0), as: UTF8.self) }
        return try fixture.files(["rows.json": lines.joined(separator: "\n")], .json)
    }

    private func format(_ name: String) -> FileFormat {
        ["json": .json, "csv": .commas, "text": .text][name] ?? .parquet
    }

    /// Returns the rows of files; of text the points that its lines are.
    private func read(_ files: InputFiles) async throws -> [[String: JSONValue]] {
        guard files.format == .text else {
            return try await fixture.rows(files, schema, sql: "SELECT * FROM t ORDER BY id").lines
                .map {
                    try JSONCoding.decode([String: JSONValue].self, from: Data($0.utf8)).filter {
                        $0.value != .null
                    }
                }
        }
        let lines = try await fixture.rows(files).lines.map {
            try JSONCoding.decode([String: String].self, from: Data($0.utf8))["text"] ?? ""
        }
        let batch = try PointText(schema: schema, unescapesLines: true)
            .read(Data(lines.joined(separator: "\n").utf8), tags: Data(), adding: [:])
        return try JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
    }

    @Test(arguments: formats, compressions)
    func `a format is written with a compression and read again, or refused by name`(
        _ format: String,
        _ compression: String
    ) async throws {
        if let refusal = fixture.engine.refusal(ofFormat: format, compression: compression) {
            #expect(refusal.contains(format) && refusal.contains("the spark engine can"))
            #expect(format == "orc" || refusal.contains("'\(compression)'"), "\(refusal)")
            return
        }
        let records = records(5)
        let paths = try await fixture.written(
            source(records),
            schema,
            format,
            compression: compression
        )
        let files = InputFiles(paths: paths, format: self.format(format))
        #expect(try await read(files) == records)
    }

    @Test(arguments: ["json", "csv", "text"], ["none", "gzip", "zstd"])
    func `a source is read as it was, however its files are packed`(
        _ format: String,
        _ packing: String
    ) async throws {
        for seed in 1...UInt64(3) {
            let records = records(seed)
            let paths = try await fixture.written(source(records), schema, format)
            var bytes = try Data(contentsOf: URL(filePath: #require(paths.first)))
            if packing == "gzip" { bytes = Gzip.compress(bytes) }
            if packing == "zstd" { bytes = zstd(bytes) }
            let files = try fixture.files(["packed": bytes], self.format(format))
            #expect(try await read(files) == records, "seed \(seed)")
        }
    }

    @Test func `csv in zstd is held to its fields as plain csv is`() async throws {
        let files = try fixture.files(["in/a": zstd(Data("n,s\n1,x\n2,\n".utf8))], .commas)
        let missing = [SchemaField("n", .long), SchemaField("m", .string)]
        #expect(
            try await fixture.rows(files, missing).lines == [
                #"{"n":1,"m":null}"#, #"{"n":2,"m":null}"#,
            ]
        )
        let required = [SchemaField("n", .long), SchemaField("s", .string, required: true)]
        let lacking = await fixture.failure(files, required)
        #expect(lacking?.hasPrefix("'in/a' lacks a value of 's'") == true, "\(lacking ?? "")")
        let wrong = await fixture.failure(files, [SchemaField("s", .long)])
        #expect(wrong?.hasPrefix("'in/a': 's' is 'x', which is no long") == true, "\(wrong ?? "")")
        let inferred = try await fixture.engine.inferSchema(of: files)
        #expect(inferred == [SchemaField("n", .long), SchemaField("s", .string)])
        let plain = FileFormat.csv(delimiter: ",", containsHeader: false)
        let headless = try fixture.files(["in/b": zstd(Data("1,x\n2,y\n".utf8))], plain)
        #expect(
            try await fixture.rows(headless, required).lines == [
                #"{"n":1,"s":"x"}"#, #"{"n":2,"s":"y"}"#,
            ]
        )
        let narrow = await fixture.failure(headless, [SchemaField("n", .long)])
        #expect(narrow?.contains("'in/b'") == true, "\(narrow ?? "")")
    }

    private static let foreign: [(String, [UInt8])] = [
        ("bzip2", Array("BZh91AY&SY".utf8)), ("lz4", [0x04, 0x22, 0x4D, 0x18, 0x64]),
        ("snappy", [0xFF, 0x06, 0x00, 0x00] + Array("sNaPpY".utf8)),
        ("lzo", [0x89, 0x4C, 0x5A, 0x4F, 0x00, 0x0D]),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    ]

    @Test(arguments: foreign.indices, ["json", "csv", "text"])
    func `what duckdb cannot unpack is refused by name, at creation and by a run`(
        _ index: Int,
        _ format: String
    ) async throws {
        let (name, mark) = Self.foreign[index]
        let files = try fixture.files(["in/a": Data(mark + [1, 2, 3])], self.format(format))
        let reason = "'in/a' is packed with \(name), which "
        let failure = await fixture.failure(files, [SchemaField("text", .string)])
        #expect(failure?.hasPrefix(reason) == true, "\(failure ?? "")")
        let table = InputTable(name: "t", files: files, schema: [SchemaField("text", .string)])
        let error = await #expect(throws: APIError.self) {
            try await fixture.engine.verify(table)
        }
        #expect(error?.code == .fileFormatMismatch)
        #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
        let inferring = await #expect(throws: APIError.self) {
            try await fixture.engine.inferSchema(of: files)
        }
        #expect(inferring?.message.contains(reason) == true, "\(inferring?.message ?? "")")
    }

    @Test func `a text may begin as the name of a compression does`() async throws {
        let files = try fixture.files(["a": "BZh9 is how bzip2 begins\n"], .text)
        #expect(try await fixture.rows(files).lines == [#"{"text":"BZh9 is how bzip2 begins"}"#])
    }
}
