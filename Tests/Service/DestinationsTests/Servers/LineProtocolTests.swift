import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

@Suite struct LineProtocolTests {
    private func line(
        _ record: PointRecord,
        tags: [String: String] = [:],
        fields: [String: String] = ["v": "#v"],
        type: ValueType = .string,
        series: String = "s"
    ) throws -> String {
        let json: JSONValue = [
            "series": .string(series), "tags": .object(tags.mapValues(JSONValue.string)),
            "fields": .object(fields.mapValues(JSONValue.string)),
        ]
        let spec = try json.decoded(as: TSDBExportSpec.self)
        let parts = try SeriesPoint(spec)
            .parts(of: record, arrival: Date(timeIntervalSince1970: 1))
        return try LineProtocol(spec, schema: [SchemaField("v", type)])
            .line(#require(parts), nanoseconds: 1_000_000_007)
    }

    @Test(
        arguments: [
            (.long, 5, "5i"), (.float, 5, "5.0"), (.float, 0.5, "0.5"), (.boolean, true, "true"),
            (.string, "5", "\"5\""), (.string, "a \"b\"\\\n,", "\"a \\\"b\\\"\\\\\n,\""),
            (.date, "2026-01-01T00:00:00Z", "\"2026-01-01T00:00:00Z\""),
        ] as [(ValueType, JSONValue, String)]
    )
    func `a field keeps its type`(_ type: ValueType, _ value: JSONValue, _ text: String) throws {
        #expect(try line(["v": value], type: type) == "s v=\(text) 1000000007")
    }

    @Test func `names and tags are escaped and in order, and an empty tag is none`() throws {
        let text = try line(
            ["v": 1, "a": "x=y, z", "b": "", "c": 7],
            tags: ["t 2": "#a", "t1": "#c", "e": "#b"],
            fields: ["f,=": "#v"],
            series: "my series,1"
        )
        #expect(text == "my\\ series\\,1,t\\ 2=x\\=y\\,\\ z,t1=7 f\\,\\==1i 1000000007")
    }

    @Test(arguments: [
        ("a\\", "tag 't' ends with a backslash"), ("a\\,b", "tag 't' has a backslash before ','"),
        ("a\nb", "tag 't' has a line break"), ("a\\\\", "tag 't' ends with a backslash"),
    ])
    func `what a tag cannot hold is refused, and never written as something else`(
        _ value: String,
        _ reason: String
    ) {
        let error = #expect(throws: LineProtocol.Unwritable.self) {
            try line(["v": 1, "a": .string(value)], tags: ["t": "#a"])
        }
        #expect(error?.reason.contains(reason) == true)
    }

    @Test func `a backslash within a tag stays one`() throws {
        let text = try line(["v": 1, "a": "C:\\x"], tags: ["t": "#a"], type: .long)
        #expect(text == "s,t=C:\\x v=1i 1000000007")
    }

    @Test(arguments: [
        (
            "partial write: field type conflict: input field \"v\" is type float dropped=2",
            "field type conflict: input field \"v\" is type float"
        ),
        ("unable to parse 'm v=': 1': time outside range", "time outside range"),
        ("", "the store gave no reason"),
    ])
    func `a reason is told without what is about the request`(_ said: String, _ plain: String) {
        #expect(SeriesServer.plain(said) == plain)
        #expect(SeriesServer.dropped(in: said) == (said.hasSuffix("dropped=2") ? 2 : nil))
    }
}
