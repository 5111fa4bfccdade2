import FoundationEssentials
import Gzip
import PipelineAPI
import PipelineEngine
import SQLEngines
import Testing

@Suite struct FileReadingTests {
    private let fixture: EngineFixture

    init() throws { fixture = try EngineFixture() }

    @Test func `keys that differ by case, and an empty one, are refused by name at inference`()
        async throws
    {
        let cases = [
            (#"{"Host":"x"}"# + "\n" + #"{"host":"y"}"#, "'Host' and 'host'"),
            (#"{"a":1,"":2}"#, "empty key"),
        ]
        for (text, reason) in cases {
            let files = try fixture.files(["a.json": text], .json)
            let error = await #expect(throws: APIError.self) {
                try await fixture.engine.inferSchema(of: files)
            }
            #expect(error?.code == .fileFormatMismatch)
            #expect(error?.message.contains(reason) == true)
        }
        let files = try fixture.files(["a.json": #"{"Host":"x","host":"y"}"#], .json)
        #expect(
            try await fixture.rows(files, [SchemaField("host", .string)]).lines == [
                #"{"host":"y"}"#
            ]
        )
        #expect(
            try await fixture.rows(files, [SchemaField("Host", .string)]).lines == [
                #"{"Host":"x"}"#
            ]
        )
    }

    @Test func `maps keep keys that differ by case`() async throws {
        let files = try fixture.files(["a.json": #"{"m":{"A":1,"a":2}}"#], .json)
        #expect(try await fixture.engine.inferSchema(of: files) == [SchemaField("m", .map)])
        #expect(try await fixture.rows(files).lines == [#"{"m":{"A":1,"a":2}}"#])
    }

    @Test func `whole numbers are exact, or texts`() async throws {
        let text = #"{"a":9223372036854775808,"b":9007199254740993}"#
        let files = try fixture.files(["a.json": text], .json)
        let schema = [SchemaField("a", .string), SchemaField("b", .long)]
        #expect(try await fixture.engine.inferSchema(of: files) == schema)
        #expect(
            try await fixture.rows(files).lines == [
                #"{"a":"9223372036854775808","b":9007199254740993}"#
            ]
        )
    }

    @Test func `a JSON value that is none of its type is refused with file and line`() async throws
    {
        let files = try fixture.files(["a.json": "{\"n\":1}\n{\"n\":1.5}\n"], .json)
        let reason = await fixture.failure(files, [SchemaField("n", .long)])
        #expect(
            reason?.hasPrefix("line 2 of 'a.json': 'n' is '1.5', which is no long") == true,
            "\(reason ?? "")"
        )
        let dates = try fixture.files(["b.json": "{\"d\":\"03/04/2026\"}\n"], .json)
        let other = await fixture.failure(dates, [SchemaField("d", .date)])
        #expect(
            other?.hasPrefix("line 1 of 'b.json': 'd' is '03/04/2026', which is no date") == true
        )
    }

    @Test func `JSON without a required field is refused with the file`() async throws {
        let files = try fixture.files(["in/a.json": "{\"n\":1}\n{\"m\":1}\n"], .json)
        let reason = await fixture.failure(files, [SchemaField("n", .long, required: true)])
        #expect(reason?.hasPrefix("'in/a.json' lacks a value of 'n'") == true, "\(reason ?? "")")
    }

    @Test func `empty files have no fields, and do no harm beside others`() async throws {
        for format in [FileFormat.json, .commas] {
            let empty = try fixture.files(["e": ""], format)
            #expect(try await fixture.engine.inferSchema(of: empty).isEmpty)
            let both = try fixture.files(
                ["e": "", "f": format == .json ? "{\"a\":1}\n" : "a\n1\n"],
                format
            )
            #expect(try await fixture.engine.inferSchema(of: both) == [SchemaField("a", .long)])
            #expect(try await fixture.rows(both).lines == [#"{"a":1}"#])
        }
    }

    @Test func `a byte order mark before JSON is no part of it`() async throws {
        let files = try fixture.files(["a.json": "\u{FEFF}{\"a\":1}\n"], .json)
        #expect(try await fixture.rows(files).lines == [#"{"a":1}"#])
    }

    @Test func `bytes that are no UTF-8 are refused in JSON with file and place`() async throws {
        let files = try fixture.files(
            ["in/a.json": Data("{\"a\":\"caf".utf8) + [0xE9] + Data("\"}\n".utf8)],
            .json
        )
        let reason = await fixture.failure(files, [SchemaField("a", .string)])
        #expect(reason?.hasPrefix("line 1 of 'in/a.json' has bytes that are no UTF-8") == true)
    }

    @Test func `text keeps every line, and says which bytes it replaced`() async throws {
        let bytes = Data("ok\ncaf".utf8) + [0xE9, 0x0A] + Data("b\0c\rd\r\n\n城\u{FEFF}".utf8)
        let files = try fixture.files(["in/a.log": bytes], .text)
        let found = try await fixture.rows(files)
        #expect(
            found.lines.map { $0.dropFirst(9).dropLast(2) } == [
                "ok", "caf\u{FFFD}", #"b�c\rd"#, "", "城\u{FEFF}",
            ]
        )
        #expect(found.notes.count == 1)
        #expect(
            found.notes.first?.hasPrefix("2 lines of 'in/a.log' have bytes that are no text")
                == true
        )
        #expect(found.notes.first?.hasSuffix("the first is line 2") == true)
    }

    @Test(arguments: [FileFormat.json, .commas, .text])
    func `gzip is known by its content, and read whatever its name is`(
        _ format: FileFormat
    ) async throws {
        let plain = format == .json ? "{\"text\":\"x\"}\n" : format == .commas ? "text\nx\n" : "x\n"
        let packed = Gzip.compress(Data(plain.utf8))
        for name in ["a", "a.gz"] {
            let files = try fixture.files([name: packed + packed.prefix(0)], format)
            #expect(try await fixture.rows(files).lines == [#"{"text":"x"}"#])
            let both = try fixture.files([name: packed, "b": Data(plain.utf8)], format)
            #expect(try await fixture.rows(both).lines.count == 2)
        }
        let files = try fixture.files(["plain.gz": plain], format)
        #expect(try await fixture.rows(files).lines == [#"{"text":"x"}"#])
    }

    @Test(arguments: [FileFormat.json, .commas, .text], 0..<4)
    func `corrupt gzip is noticed, whatever is wrong`(
        _ format: FileFormat,
        _ fault: Int
    ) async throws {
        let plain = format == .json ? "{\"text\":\"x\"}\n" : "text\nx\n"
        var packed = Gzip.compress(Data(plain.utf8))
        switch fault {
        case 0: packed[packed.count - 6] ^= 1
        case 1: packed[packed.count - 2] ^= 1
        case 2: packed.removeLast(3)
        default: packed += Data("more".utf8)
        }
        let files = try fixture.files(["in/a.gz": packed], format)
        let reason = await fixture.failure(files, [SchemaField("text", .string)])
        #expect(reason?.hasPrefix("'in/a.gz' is corrupt gzip") == true, "\(reason ?? "")")
    }

    @Test func `messages name keys, and nothing of the machine`() async throws {
        let files = try fixture.files(["in/a.json": "{\"a\":1}\n{\"a\":\n"], .json)
        let reason = try #require(await fixture.failure(files, [SchemaField("a", .long)]))
        #expect(reason.contains("in/a.json"))
        let parquet = try fixture.files(["in/p.parquet": "no parquet at all"], .parquet)
        let other = try #require(await fixture.failure(parquet))
        #expect(other.contains("in/p.parquet"), "\(other)")
        for text in [reason, other] {
            #expect(!text.contains(fixture.directory))
            for word in [
                "Stack Trace", "0x", "strict_mode", "null_padding", "ignore_errors", "auto_detect",
                "LINE",
            ] {
                #expect(!text.contains(word), "\(text)")
            }
        }
    }
}
