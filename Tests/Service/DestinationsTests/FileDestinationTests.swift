import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

@Suite struct FileDestinationTests {
    private let fixture: DestinationFixture
    private let records: [PointRecord] = [["host": "a", "n": 1], ["host": "b", "n": 2]]

    init() throws { fixture = try DestinationFixture() }

    @Test func `an object has the name of its prefix and time, and the mapped fields`()
        async throws
    {
        try await fixture.deliver(
            .kodo,
            ["bucket": "logs", "keyPrefix": "web/", "fields": ["who": "#host"]],
            records
        )
        #expect(
            fixture.texts(below: "buckets/logs") == [
                "web/2017-01-12-15-30-00.json": "{\"who\":\"a\"}\n{\"who\":\"b\"}\n"
            ]
        )
    }

    @Test(arguments: [
        ("json", "{\"t\":\"2026-11-26T10:00:00.123456789+08:00\",\"tags\":[\"x, \\\"y\"]}\n"),
        ("csv", "2026-11-26T10:00:00.123456789+08:00,\"[\"\"x, \\\"\"y\"\"]\"\n"),
        ("text", "t=2026-11-26T10:00:00.123456789+08:00\ttags=[\"x, \\\"y\"]\n"),
    ])
    func `times keep their offset and their digits, and arrays are JSON`(
        _ format: String,
        _ text: String
    ) async throws {
        let fields: JSONValue = ["t": "#t", "tags": "#tags"]
        try await fixture.deliver(
            .kodo,
            [
                "bucket": "logs", "keyPrefix": "a/", "format": .string(format), "fields": fields,
                "delimiter": ",",
            ],
            [["t": "2026-11-26T10:00:00.123456789+08:00", "tags": ["x, \"y"]]]
        )
        let found = fixture.texts(below: "buckets/logs").values.first
        if format == "csv" {
            #expect(found?.contains(text.dropLast()) == true, "\(found ?? "")")
        } else {
            #expect(found == text)
        }
    }

    @Test func `two objects of one second do not overwrite each other`() async throws {
        let spec: JSONValue = ["bucket": "logs", "format": "text", "fields": ["n": "#n"]]
        try await fixture.deliver(.kodo, spec, [["n": 1]])
        try await fixture.deliver(.kodo, spec, [["n": 2]], idempotencyKey: "2")
        #expect(
            fixture.texts(below: "buckets/logs") == [
                "2017-01-12-15-30-00.txt": "n=1\n", "2017-01-12-15-30-00-1.txt": "n=2\n",
            ]
        )
    }

    @Test func `a delivery that comes again replaces the objects it has made`() async throws {
        let spec: JSONValue = ["bucket": "logs", "fields": ["n": "#n"]]
        try await fixture.deliver(.kodo, spec, [["n": 1]])
        let later = DestinationFixture.now + 60
        try await fixture.deliver(.kodo, spec, [["n": 1], ["n": 2]], at: later)
        #expect(
            fixture.texts(below: "buckets/logs") == [
                "2017-01-12-15-31-00.json": "{\"n\":1}\n{\"n\":2}\n"
            ]
        )
    }

    @Test(arguments: [
        ("a/$(year)/", "a/2017/2017-01-12-15-30-00.json"), ("a/$(year)", "a/2017.json"),
        ("/", "2017-01-12-15-30-00.json"), ("a", "a2017-01-12-15-30-00.json"),
    ])
    func `an object is never without a name`(_ prefix: String, _ key: String) async throws {
        try await fixture.deliver(
            .kodo,
            ["bucket": "logs", "keyPrefix": .string(prefix)],
            records
        )
        #expect(Array(fixture.texts(below: "buckets/logs").keys) == [key])
    }

    @Test func `no object is made of no records`() async throws {
        try await fixture.deliver(.kodo, ["bucket": "logs"], [])
        #expect(fixture.texts(below: "buckets") == [:])
    }

    @Test func `an hdfs path holds the files`() async throws {
        let spec: JSONValue = [
            "path": "hdfs://h:9000/usr/$(year)", "user": "u", "fields": ["n": "#n"],
            "format": "csv", "delimiter": ",",
        ]
        try await fixture.deliver(.hdfs, spec, records)
        #expect(fixture.texts(below: "hdfs") == ["usr/2017/2017-01-12-15-30-00.csv": "1\n2\n"])
    }

    @Test func `what is kept for a day is gone after a day`() async throws {
        let spec: JSONValue = ["bucket": "logs", "retention": 1]
        try await fixture.deliver(.kodo, spec, records)
        let later = DestinationFixture.now + 86_401
        try await fixture.deliver(.kodo, spec, records, idempotencyKey: "2", at: later)
        #expect(
            fixture.texts(below: "buckets/logs").keys.sorted() == ["2017-01-13-15-30-01.json"]
        )
    }

    @Test func `overwrite replaces what was there whole`() async throws {
        for text in ["old", "new"] {
            let made = try fixture.files(
                ["part-00000.json": text],
                ["bucket": "out"],
                target: "daily"
            )
            try await fixture.destinations.place(made)
        }
        #expect(fixture.texts(below: "buckets/out") == ["daily/part-00000.json": "new"])
    }

    @Test func `append adds parts under names of their own`() async throws {
        for run in [1, 2] {
            let made = try fixture.files(
                ["a=1/part-00000.json": "\(run)"],
                ["bucket": "out", "saveMode": "append"],
                target: "daily",
                run: run
            )
            try await fixture.destinations.place(made)
        }
        #expect(
            fixture.texts(below: "buckets/out") == [
                "daily/a=1/part-1-00000.json": "1", "daily/a=1/part-2-00000.json": "2",
            ]
        )
    }

    @Test func `append makes a single csv longer and says its header once`() async throws {
        for run in [1, 2] {
            let made = try fixture.files(
                ["part-00000.csv": "n\n\(run)\n"],
                [
                    "bucket": "out", "saveMode": "append", "format": "csv",
                    "containsHeader": true,
                ],
                target: "all.csv",
                run: run,
                isSingle: true
            )
            try await fixture.destinations.place(made)
        }
        #expect(fixture.texts(below: "buckets/out") == ["all.csv": "n\n1\n2\n"])
    }

    @Test func `errorIfExists refuses before anything is placed, ignore leaves what is there`()
        async throws
    {
        let first = try fixture.files(["p": "old"], ["bucket": "out"], target: "daily")
        try await fixture.destinations.place(first)
        let strict: JSONValue = ["bucket": "out", "saveMode": "errorIfExists"]
        let second = try fixture.files(["p": "new"], strict, target: "daily", run: 2)
        await #expect(throws: DeliveryFailure.self) {
            try await fixture.destinations.check(second)
        }
        let lazy: JSONValue = ["bucket": "out", "saveMode": "ignore"]
        let third = try fixture.files(["p": "new"], lazy, target: "daily", run: 3)
        try await fixture.destinations.place(third)
        #expect(fixture.texts(below: "buckets/out") == ["daily/p": "old"])
    }

    @Test func `a long source keeps its identity in the name of a placement's directory`() {
        let source = String(repeating: "a", count: 120) + "/out"
        let names = [1, 2].map { FilePlacement.fileName("\(source)#\($0)", longest: 100) }
        #expect(names.allSatisfy { $0.count == 100 } && names[0] != names[1])
    }
}
