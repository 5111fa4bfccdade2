import FoundationEssentials
import PipelineAPI
import PipelineEngine
import SQLEngines
import Statistics
import Testing

/// Random tables, written in each format and read again.
@Suite struct FormatPropertyTests {
    private let fixture: EngineFixture
    private let schema = [
        SchemaField("id", .long), SchemaField("s", .string), SchemaField("f", .float),
        SchemaField("b", .boolean), SchemaField("t", .date),
        SchemaField("l", .array, elemtype: .string),
        SchemaField("m", .map),
    ]

    init() throws { fixture = try EngineFixture() }

    private static let texts = [
        "", "a", "城 市", "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\\", "\\n", "\\\\t", "=",
        "'", "NaN",
        "Infinity", "null", " ", "\u{1}", "{\"a\":1}", "[x]", "é", "🇨🇳", "#", "\u{FEFF}", "$",
        "-NaN",
    ]

    private func text(_ random: inout SplitMix64) -> String {
        (0..<Int.random(in: 0..<5, using: &random)).map { _ in
            FormatPropertyTests.texts.randomElement(using: &random) ?? ""
        }.joined()
    }

    private func record(_ id: Int, _ random: inout SplitMix64) -> [String: JSONValue] {
        var record: [String: JSONValue] = ["id": .integer(Int64(id))]
        func gets() -> Bool { Int.random(in: 0..<4, using: &random) > 0 }
        if gets() { record["s"] = .string(text(&random)) }
        if gets() {
            record["f"] = .number(Double(Int.random(in: -999..<999, using: &random)) / 8 + 0.0625)
        }
        if gets() { record["b"] = .bool(Bool.random(using: &random)) }
        if gets() {
            record["t"] = .string(
                "2026-01-0\(Int.random(in: 1..<10, using: &random))T10:00:00.250000Z"
            )
        }
        if gets() { record["l"] = .array((0..<3).map { _ in .string(text(&random)) }) }
        if gets() { record["m"] = .object(["k": .string(text(&random)), "城": .integer(1)]) }
        return record
    }

    @Test(arguments: ["json", "csv", "parquet"], ["none", "gzip"])
    func `what is written is read again as it was`(
        _ format: String,
        _ compression: String
    ) async throws {
        for seed in 1...UInt64(3) {
            var random = SplitMix64(seed: seed)
            let records = (0..<60).map { record($0, &random) }
            let lines = try records.map {
                String(decoding: try JSONCoding.encode($0), as: UTF8.self)
            }
            let source = try fixture.files(["rows.json": lines.joined(separator: "\n")], .json)
            let paths = try await fixture.written(source, schema, format, compression: compression)
            let formats: [String: FileFormat] = ["json": .json, "csv": .commas]
            let files = InputFiles(paths: paths, format: formats[format] ?? .parquet)
            let read = try await fixture.rows(files, schema, sql: "SELECT * FROM t ORDER BY id")
                .lines.map {
                    try JSONCoding.decode([String: JSONValue].self, from: Data($0.utf8)).filter {
                        $0.value != .null
                    }
                }
            #expect(read == records, "seed \(seed)")
        }
    }

    @Test(arguments: ["none", "gzip"])
    func `text is read again as points, with escapes undone`(_ compression: String) async throws {
        for seed in 1...UInt64(3) {
            var random = SplitMix64(seed: seed)
            let records = (0..<60).map { record($0, &random) }
            let lines = try records.map {
                String(decoding: try JSONCoding.encode($0), as: UTF8.self)
            }
            let source = try fixture.files(["rows.json": lines.joined(separator: "\n")], .json)
            let paths = try await fixture.written(source, schema, "text", compression: compression)
            let files = InputFiles(paths: paths, format: .text)
            let found = try await fixture.rows(files).lines.map {
                try JSONCoding.decode([String: String].self, from: Data($0.utf8))["text"] ?? ""
            }
            let batch = try PointText(schema: schema, unescapesLines: true)
                .read(Data(found.joined(separator: "\n").utf8), tags: Data(), adding: [:])
            let read = try JSONCoding.decode([[String: JSONValue]].self, from: batch.json)
            #expect(read == records, "seed \(seed)")
        }
    }
}
