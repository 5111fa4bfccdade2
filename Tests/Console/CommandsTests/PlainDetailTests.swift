import Console
import PipelineAPI
import Testing

@testable import Commands

@Suite struct PlainDetailTests {
    private let repo = Repo(
        region: "nb",
        schema: [
            SchemaField("time", .date, required: true),
            SchemaField("buyer", .map, schema: [SchemaField("city", .string)]),
        ]
    )

    @Test func `tabs stand one below the other, trees indented, lists as tables`() throws {
        let kind = try Samples.kind(.repos)
        let lines = PlainDetail(in: Samples.context, painter: .plain).lines(
            of: AnyItem(repo),
            at: ResourceAddress(.repos, .root, "web"),
            tabs: kind.tabs.filter { ["schema", "data"].contains($0.id) },
            children: { _ in [] }
        )
        #expect(
            lines == [
                "Schema", "  time   date          required", "  buyer  map",
                "    city  string", "", "Data", "  none", "",
            ]
        )
    }

    @Test func `rows that are empty for the eye are one empty line`() {
        let body = DetailBody.lines([.blank, DetailLine("a  "), .blank, .blank, DetailLine("b")])
        let lines = PlainDetail(in: Samples.context, painter: .plain)
            .lines(of: body, children: { _ in nil })
        #expect(lines == ["a", "", "b"])
    }

    @Test func `JSON and YAML hold what is not to reach a terminal as escapes`() {
        let value: JSONValue = ["name": "a\u{1b}b\u{9b}c\u{202e}", "等": [1, 2]]
        let json = ValueText.json(value)
        #expect(json.contains(#""a\u001bb\u009bc\u202e""#))
        #expect(json.contains("\"等\""))
        #expect(!ValueText.yaml(value).unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{9b}" })
    }
}
