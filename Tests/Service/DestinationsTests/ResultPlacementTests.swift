import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Testing

@testable import Destinations

/// Where the files of jobs' results go, beside the objects of others.
@Suite struct ResultPlacementTests {
    private let fixture: DestinationFixture

    init() throws { fixture = try DestinationFixture() }

    private func put(_ path: String, _ text: String = "foreign") throws {
        let file = URL(filePath: fixture.root + "/" + path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    private func place(
        _ texts: [String: String],
        _ spec: JSONValue = ["bucket": "out"],
        target: String = "daily",
        run: Int = 1,
        type: ExportType = .kodo,
        isSingle: Bool = false
    ) async throws {
        try await fixture.destinations.place(
            fixture.files(
                texts,
                spec,
                target: target,
                run: run,
                type: type,
                isSingle: isSingle
            )
        )
    }

    @Test(arguments: [ExportType.kodo, .hdfs])
    func `an export to the root replaces its own parts alone`(_ type: ExportType) async throws {
        let place = type == .kodo ? "buckets/out" : "hdfs"
        let spec: JSONValue = type == .kodo ? ["bucket": "out"] : ["path": "/"]
        try put(place + "/in.json")
        try put(place + "/a/in.json")
        for run in [1, 2] {
            let texts =
                run == 1
                ? ["part-00000.json": "1", "part-00001.json": "1"] : ["part-00000.json": "2"]
            try await self.place(texts, spec, target: "/", run: run, type: type)
        }
        #expect(
            fixture.texts(below: place) == [
                "in.json": "foreign", "a/in.json": "foreign", "part-00000.json": "2",
            ]
        )
    }

    @Test func `a key that objects are below is refused, and they stay`() async throws {
        try put("buckets/out/data/in.json")
        let error = await #expect(throws: DeliveryFailure.self) {
            try await place(["part-00000.json": "1"], target: "data", isSingle: true)
        }
        #expect(error?.description.hasPrefix("objects are below 'data/'") == true)
        #expect(fixture.texts(below: "buckets/out") == ["data/in.json": "foreign"])
    }

    @Test func `overwrite replaces the very key that is the file's name, whoever wrote it`()
        async throws
    {
        try put("buckets/out/all.json")
        try put("buckets/out/all.json.old")
        try await place(["part-00000.json": "1"], target: "all.json", isSingle: true)
        #expect(
            fixture.texts(below: "buckets/out") == ["all.json": "1", "all.json.old": "foreign"]
        )
    }

    @Test func `a part whose name is another's gets a name of its run`() async throws {
        try put("buckets/out/daily/part-00000.json")
        for run in [1, 2] {
            try await place(["part-00000.json": "\(run)", "part-00001.json": "\(run)"], run: run)
        }
        #expect(
            fixture.texts(below: "buckets/out") == [
                "daily/part-00000.json": "foreign",
                "daily/part-2-00000.json": "2", "daily/part-2-00001.json": "2",
            ]
        )
    }

    @Test func `what a deleted export wrote stays, also where one of its name writes later`()
        async throws
    {
        try await place(["part-00000.json": "1"])
        await fixture.destinations.forget("job/out", .kodo, ["bucket": "out"])
        try await place(["part-00000.json": "2"], run: 2)
        #expect(
            fixture.texts(below: "buckets/out/daily") == [
                "part-00000.json": "1", "part-2-00000.json": "2",
            ]
        )
    }

    @Test func `a rerun with append replaces the parts of its run`() async throws {
        let spec: JSONValue = ["bucket": "out", "saveMode": "append"]
        for (run, text) in [(1, "a"), (2, "b"), (1, "c")] {
            let texts = ["part-00000.json": text, "part-00001.json": text]
            try await place(text == "c" ? ["part-00000.json": text] : texts, spec, run: run)
        }
        #expect(
            fixture.texts(below: "buckets/out/daily") == [
                "part-1-00000.json": "c", "part-2-00000.json": "b", "part-2-00001.json": "b",
            ]
        )
    }

    @Test(arguments: [1, 2, 3])
    func `a rerun with append replaces the rows of its run in a single file`(
        _ run: Int
    ) async throws {
        let spec: JSONValue = [
            "bucket": "out", "saveMode": "append", "format": "csv", "containsHeader": true,
        ]
        for (run, text) in [(1, "1"), (2, "2\n2"), (3, "3"), (run, "new")] {
            try await place(
                ["part-00000.csv": "n\n\(text)\n"],
                spec,
                target: "all.csv",
                run: run,
                isSingle: true
            )
        }
        var rows = ["1", "2\n2", "3"]
        rows[run - 1] = "new"
        #expect(
            fixture.texts(below: "buckets/out") == [
                "all.csv": "n\n" + rows.joined(separator: "\n") + "\n"
            ]
        )
    }

    @Test(arguments: [
        ("parquet", "none", "part-00000.parquet"), ("csv", "gzip", "part-00000.csv.gz"),
    ])
    func `what cannot be added to gets files beside it`(
        _ format: String,
        _ compression: String,
        _ name: String
    ) async throws {
        let spec: JSONValue = [
            "bucket": "out", "saveMode": "append", "format": .string(format),
            "compression": .string(compression), "containsHeader": true,
        ]
        for (run, text) in [(1, "1"), (2, "2"), (2, "two")] {
            try await place([name: text], spec, target: "all", run: run, isSingle: true)
        }
        #expect(
            fixture.texts(below: "buckets/out") == [
                "all": "1",
                "all-2." + name.split(separator: ".").dropFirst().joined(separator: "."): "two",
            ]
        )
    }

    @Test func `a file that was changed since is not added to`() async throws {
        let spec: JSONValue = ["bucket": "out", "saveMode": "append"]
        try await place(["p.json": "1\n"], spec, target: "all", isSingle: true)
        try put("buckets/out/all", "somebody else's\n")
        try await place(["p.json": "2\n"], spec, target: "all", run: 2, isSingle: true)
        #expect(
            fixture.texts(below: "buckets/out") == [
                "all": "somebody else's\n", "all-2.json": "2\n",
            ]
        )
    }

    @Test func `a rerun of a run that named its files by the time takes the old ones away`()
        async throws
    {
        try await place(["part-00000.json": "old"], target: "2026-01-01-00-00-00")
        try await place(["part-00000.json": "new"], target: "2026-01-01-00-09-00")
        #expect(
            fixture.texts(below: "buckets/out") == ["2026-01-01-00-09-00/part-00000.json": "new"]
        )
    }

    @Test(arguments: ["ignore", "errorIfExists"])
    func `a rerun finds nothing but what others wrote`(_ mode: String) async throws {
        let spec: JSONValue = ["bucket": "out", "saveMode": .string(mode)]
        try await place(["part-00000.json": "old"], spec)
        try await place(["part-00000.json": "new"], spec)
        #expect(fixture.texts(below: "buckets/out") == ["daily/part-00000.json": "new"])
    }

    @Test func `retention removes what the export wrote, and nothing else`() async throws {
        let spec: JSONValue = ["bucket": "out", "saveMode": "append", "retention": 1]
        try await place(["part-00000.json": "1"], spec)
        try put("buckets/out/daily/in.json")
        var later = try fixture.files(["part-00000.json": "2"], spec, target: "daily", run: 2)
        later.time += 86_401
        try await fixture.destinations.place(later)
        #expect(
            fixture.texts(below: "buckets/out/daily") == [
                "in.json": "foreign", "part-2-00000.json": "2",
            ]
        )
    }

    @Test func `runs that end together place their rows one after another`() async throws {
        let spec: JSONValue = ["bucket": "out", "saveMode": "append"]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for run in 1...20 {
                group.addTask {
                    try await place(
                        ["p.json": "\(run)\n"],
                        spec,
                        target: "all",
                        run: run,
                        isSingle: true
                    )
                }
            }
            try await group.waitForAll()
        }
        let text = fixture.texts(below: "buckets/out")["all"] ?? ""
        #expect(Set(text.split(separator: "\n")) == Set((1...20).map { "\($0)" }))
    }

    @Test func `a name too long for this machine is refused with the limit`() async throws {
        let name = String(repeating: "数", count: 86)
        let error = await #expect(throws: DeliveryFailure.self) {
            try await place(["p.json": "1"], target: name, isSingle: true)
        }
        #expect(error?.description.contains("at most 255 bytes") == true)
        try await place(["p.json": "1"], target: String(name.dropLast()), isSingle: true)
        #expect(fixture.texts(below: "buckets/out").count == 1)
    }

    @Test func `nothing is placed through a link`() async throws {
        try put("elsewhere/daily/in.json")
        try put("buckets/out/x")
        try FileManager.default.createSymbolicLink(
            atPath: fixture.root + "/buckets/out/daily",
            withDestinationPath: fixture.root + "/elsewhere/daily"
        )
        await #expect(throws: DeliveryFailure.self) { try await place(["part-00000.json": "1"]) }
        #expect(fixture.texts(below: "elsewhere") == ["daily/in.json": "foreign"])
    }
}
