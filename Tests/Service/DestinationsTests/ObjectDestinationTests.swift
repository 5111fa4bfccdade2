import Foundation
import ObjectStore
import PipelineAPI
import PipelineEngine
import PipelineService
import ProjectFiles
import SQLEngines
import SQLiteStore
import Testing

@testable import Destinations

/// Exports to a real S3-compatible server; `Tools/test-stores.py` starts one and says where it is.
@Suite(.enabled(if: ObjectWorld.endpoint != nil, "make test-stores runs them"))
struct ObjectDestinationTests {
    @Test func `a run's files are objects, and overwrite replaces only what the export owns`()
        async throws
    {
        try await ObjectWorld.with { world in
            try await world.foreign("out/theirs.json", "theirs")
            let spec: JSONValue = ["bucket": .string(ObjectWorld.bucket), "saveMode": "overwrite"]
            try await world.place(
                ["part-00000.json": "1\n", "part-00001.json": "2\n"],
                spec,
                run: 1
            )
            #expect(
                try await world.texts()
                    == [
                        "out/theirs.json": "theirs", "out/part-00000.json": "1\n",
                        "out/part-00001.json": "2\n",
                    ]
            )
            try await world.place(["part-00000.json": "3\n"], spec, run: 2)
            #expect(
                try await world.texts() == [
                    "out/theirs.json": "theirs", "out/part-00000.json": "3\n",
                ]
            )
        }
    }

    @Test func `append adds, a rerun replaces its own, and errorIfExists refuses what is there`()
        async throws
    {
        try await ObjectWorld.with { world in
            let spec: JSONValue = ["bucket": .string(ObjectWorld.bucket), "saveMode": "append"]
            try await world.place(["part-00000.json": "1\n"], spec, run: 1)
            try await world.place(["part-00000.json": "2\n"], spec, run: 2)
            try await world.place(["part-00000.json": "3\n"], spec, run: 1)
            #expect(try await world.texts().values.sorted() == ["2\n", "3\n"])
            await #expect(throws: DeliveryFailure.self) {
                let spec: JSONValue = [
                    "bucket": .string(ObjectWorld.bucket), "saveMode": "errorIfExists",
                ]
                try await world.place(["part-00000.json": "4\n"], spec, run: 4)
            }
            let ignoring: JSONValue = [
                "bucket": .string(ObjectWorld.bucket), "saveMode": "ignore",
            ]
            try await world.place(["part-00000.json": "5\n"], ignoring, run: 5)
            #expect(try await world.texts().values.sorted() == ["2\n", "3\n"])
        }
    }

    @Test func `a single object grows run by run, with one header`() async throws {
        try await ObjectWorld.with { world in
            let spec: JSONValue = [
                "bucket": .string(ObjectWorld.bucket), "saveMode": "append", "format": "csv",
                "containsHeader": true,
            ]
            for (run, text) in [(1, "h\na\n"), (2, "h\nb\n"), (1, "h\nc\n")] {
                try await world.place(["part-00000.csv": text], spec, run: run, isSingle: true)
            }
            #expect(try await world.texts() == ["out": "h\nc\nb\n"])
        }
    }

    @Test func `objects older than the retention are removed, and those of others are not`()
        async throws
    {
        try await ObjectWorld.with { world in
            try await world.foreign("old", "theirs")
            let spec: JSONValue = [
                "bucket": .string(ObjectWorld.bucket), "saveMode": "append", "retention": 1,
            ]
            try await world.place(["part-00000.json": "1\n"], spec, run: 1)
            try await world.place(["part-00000.json": "2\n"], spec, run: 2, after: 2 * 86_400)
            #expect(try await world.texts().values.sorted() == ["2\n", "theirs"])
        }
    }

    @Test func `points are objects with the prefix, and a repeated delivery replaces its own`()
        async throws
    {
        try await ObjectWorld.with { world in
            for text in ["a", "b"] {
                try await world.deliver([["host": .string(text)]], position: 7)
            }
            let texts = try await world.texts()
            #expect(texts.values.map { $0 } == ["{\"host\":\"b\"}\n"])
            #expect(texts.keys.allSatisfy { $0.hasPrefix("points-") })
        }
    }

    @Test(arguments: 1...14, [false, true])
    func `a placement that was broken off has happened wholly or not at all`(
        _ number: Int,
        _ isAfterwards: Bool
    ) async throws {
        try await ObjectWorld.with { world in
            let spec: JSONValue = ["bucket": .string(ObjectWorld.bucket), "saveMode": "overwrite"]
            let first = ["part-00000.json": "1\n", "part-00001.json": "2\n"]
            try await world.place(first, spec, run: 1)
            let before = try await world.texts()
            let plan = Faults.Plan(number: number, isCrash: true, isAfterwards: isAfterwards)
            let broken = world.destination(FaultyKeys(store: world.keys, faults: Faults(plan)))
            let isTold =
                (try? await world.place(["part-00000.json": "3\n"], spec, run: 2, on: broken))
                != nil
            let anew = world.destination(world.keys)
            try await anew.recoverObjects()
            let after = try await world.texts()
            #expect(after == before || after == ["out/part-00000.json": "3\n"])
            if isTold { #expect(after != before) }
            #expect(try await world.keys.unfinishedPlacements().isEmpty)
            try await world.place(["part-00000.json": "4\n"], spec, run: 2, on: anew)
            #expect(try await world.texts() == ["out/part-00000.json": "4\n"])
        }
    }

    @Test
    func `a store that is gone is told by its endpoint, and nothing is remembered of the attempt`()
        async throws
    {
        try await ObjectWorld.with { world in
            let spec: JSONValue = ["bucket": "no-such-bucket", "saveMode": "overwrite"]
            let failure = await #expect(throws: DeliveryFailure.self) {
                try await world.place(["part-00000.json": "1\n"], spec, run: 1)
            }
            #expect(failure?.description.contains("no bucket named 'no-such-bucket'") == true)
            let open = try await world.keys.unfinishedPlacements()
            #expect(open.isEmpty)
        }
    }
}
