import PipelineAPI
import Testing

@testable import Commands

/// The schema of points in files.
@Suite struct SchemaInferenceTests {
    private func infer(_ text: String) throws(CommandFailure) -> [SchemaField] {
        var inference = SchemaInference()
        for byte in text.utf8 { try inference.push([byte]) }
        return try inference.finish()
    }

    @Test(
        arguments: [
            (["1", "-20", "null"], SchemaField("a", .long)),
            (["1", "2.5"], SchemaField("a", .float)),
            (["1234567890123456789"], SchemaField("a", .long)),
            (["1234567890123456", "2.5"], SchemaField("a", .string)),
            (["true", "false"], SchemaField("a", .boolean)),
            (["true", "1"], SchemaField("a", .string)),
            (["\"2026-11-27T10:00:00Z\""], SchemaField("a", .date)),
            (["\"2026-11-27T10:00:00Z\"", "\"x\""], SchemaField("a", .string)),
            (["\"1\""], SchemaField("a", .string)),
            (["null"], SchemaField("a", .jsonString)),
            (["[1, 2]", "[3, null]"], SchemaField("a", .array, elemtype: .long)),
            (["[1, 2.5]"], SchemaField("a", .array, elemtype: .float)),
            (["[1]", "[]"], SchemaField("a", .array, elemtype: .string)),
            (["[1]", "{}"], SchemaField("a", .jsonString)),
            (["{}"], SchemaField("a", .jsonString)),
            (
                ["{\"x\": 1}", "{\"y\": \"s\", \"x\": 2}"],
                SchemaField(
                    "a",
                    .map,
                    schema: [SchemaField("x", .long), SchemaField("y", .string)]
                )
            ),
        ]
    )
    func `a field of objects has the type that all its values have`(
        _ values: [String],
        _ field: SchemaField
    ) throws {
        #expect(try infer(values.map { "{\"a\": \($0)}\n" }.joined()) == [field])
    }

    @Test func `a column has the type that all its texts fit, and an empty one says nothing`()
        throws
    {
        let text =
            "\u{feff}n,f,b,t,s,z,none\r\n"
            + "1,.5,true,2026-11-27T10:00:00Z,\"a\nb\",007,\r\n,1e3,FALSE,,2,08,\r\n"
        #expect(
            try infer(text) == [
                SchemaField("n", .long), SchemaField("f", .float), SchemaField("b", .boolean),
                SchemaField("t", .date), SchemaField("s", .string), SchemaField("z", .string),
                SchemaField("none", .string),
            ]
        )
    }

    @Test(
        arguments: [
            ("", "it has no points"), ("\n\n", "it has no points"),
            ("[{}]\n", "line 1: it is a JSON array"), ("{\"a\": 1}\nb\n", "line 2: it is no JSON"),
            ("a,b\n1\n", "line 2: it has 1 columns"), ("a,a\n", "line 1: two columns"),
            ("a\n\n\"b\nc", "line 3: a quote is opened"),
        ]
    )
    func `what is no file of points is refused with its line`(_ text: String, _ reason: String) {
        let failure = #expect(throws: CommandFailure.self) { try infer(text) }
        #expect(failure?.lines.first?.hasPrefix(reason) == true, "\(failure?.lines ?? [])")
    }

    @Test func `a name that no field can have is refused`() {
        #expect(throws: CommandFailure.self) { try infer("a b,c\n1,2\n") }
    }

    @Test(
        arguments: [
            ("logs/access-log.csv.gz", "access_log"), ("-", "points"), ("/a/1.csv", "points"),
            ("日志.json", "points"), ("taps", "taps"),
        ]
    )
    func `the repo is called as the file`(_ path: String, _ name: String) {
        #expect(SchemaInference.name(of: path) == name)
    }
}
