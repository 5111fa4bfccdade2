import FoundationEssentials
import Testing

@testable import PipelineAPI

@Suite struct PointTextTests {
    private static let schema = [
        SchemaField("name", .string, required: true), SchemaField("age", .long),
        SchemaField("score", .float), SchemaField("ok", .boolean), SchemaField("at", .date),
        SchemaField("tags", .array, elemtype: .string),
        SchemaField("who", .map, schema: [SchemaField("city", .string), SchemaField("n", .long)]),
        SchemaField("raw", .jsonString),
    ]

    @Test func `a point becomes an object with its types`() throws {
        let line =
            "name=小张 a\tage=-3\tscore=1e+06\tok=true\tat=2026-11-21T03:04:05+08:00\t"
            + #"tags=["a","b\\n"]\#twho={"city":"杭州","n":2}\#traw={"x":[1]}"#
        let rows = try read(line)
        #expect(rows.count == 1)
        let row = try #require(rows.first)
        #expect(row["name"] == "小张 a")
        #expect(row["age"] == .integer(-3))
        #expect(row["score"] == .integer(1_000_000) || row["score"] == .number(1_000_000))
        #expect(row["ok"] == true)
        #expect(row["tags"] == ["a", "b\\n"])
        #expect(row["who"] == ["city": "杭州", "n": 2])
        #expect(row["raw"] == ["x": [1]])
    }

    @Test func `lines end at LF only and empty ones are skipped`() throws {
        let rows = try read("\nname=a\rb\t\tage=1\n\n\tname=c\n")
        #expect(rows.map { $0["name"] } == ["a\rb", "c"])
    }

    @Test func `the first equals sign ends the key`() throws {
        #expect(try read("name=a=b=c").first?["name"] == "a=b=c")
    }

    @Test func `lone backslashes stay, and escapes are undone only where the repo asks`() throws {
        #expect(try read(#"name=a\tb\q\"#).first?["name"] == #"a\tb\q\"#)
        let undone = try read(#"name=a\tb\q\"#, unescapes: true).first?["name"]
        #expect(undone == .string("a\tb\\q\\"))
        let all = try read(#"name=\t\n\r\\n"#, unescapes: true).first?["name"]
        #expect(all == .string("\t\n\r\\n"))
    }

    @Test func `tags are added to points that do not have the field`() throws {
        let rows = try read("name=a\nname=b\tage=2", tags: "age=9")
        #expect(rows.map { $0["age"] } == [.integer(9), .integer(2)])
    }

    @Test(arguments: [
        ("name=a\tage=x", ErrorCode.invalidFieldValue, "line 1: 'x' is not a long of field 'age'"),
        (
            "name=a\nname=b\tcolour=red", .fieldNotFound,
            "line 2 has a field the schema lacks: 'colour'"
        ),
        ("age=1", .pointDoesNotFit, "line 1 lacks required field 'name': give it a value"),
        ("name=a\tscore=inf", .invalidFieldValue, "line 1: 'inf' is not a float of field 'score'"),
        ("name=a\tok=1", .invalidFieldValue, "line 1: '1' is not a boolean of field 'ok'"),
        ("name=a\tat=gestern", .invalidFieldValue, "line 1: 'gestern' is not a date of field 'at'"),
        ("name=a\ttags=[1]", .invalidFieldValue, "line 1: '[1]' is not a array of field 'tags'"),
        ("name=a\twho={x}", .invalidFieldValue, "line 1: '{x}' is not a map of field 'who'"),
        ("name=a\tname=b", .invalidFieldValue, "line 1 has field 'name' twice"),
    ])
    func `a bad point refuses the batch, with line and field`(
        _ text: String,
        _ code: ErrorCode,
        _ message: String
    ) {
        #expect(throws: APIError(code, message)) { try read(text) }
    }

    private func read(
        _ text: String,
        tags: String = "",
        unescapes: Bool = false
    ) throws -> [JSONValue] {
        let reader = PointText(schema: Self.schema, unescapesLines: unescapes)
        let batch = try reader.read(Data(text.utf8), tags: Data(tags.utf8), adding: [:])
        let rows = try JSONCoding.decode([JSONValue].self, from: batch.json)
        #expect(rows.count == batch.count)
        return rows
    }
}
