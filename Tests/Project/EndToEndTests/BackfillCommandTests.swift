import Foundation
import PTYSupport
import PipelineAPI
import Testing

/// `pandora backfill` on a real service, whose runs really compute.
@Suite(.serialized) struct BackfillCommandTests {
    private static let pipeline = """
        kind: datasource
        name: texts
        region: nb
        type: kodo
        spec: {bucket: words, fileType: json}
        schema: []
        ---
        kind: job
        name: fill
        srcs: [{name: texts, type: DataSource, tableName: t}]
        computation: {type: SQL, code: "SELECT count(*) AS n FROM t WHERE day = '$(wanted)'"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: manual}
        params: [{name: wanted, default: "2026-11-01"}]
        ---
        kind: job
        name: bare
        srcs: [{name: texts, type: DataSource, tableName: t}]
        computation: {type: SQL, code: "SELECT count(*) AS n FROM t"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: manual}
        """

    private func world(_ body: (CommandFixture) async throws -> Void) async throws {
        try await CommandFixture.with { world in
            try world.write("{\"day\": \"2026-11-02\"}\n", to: "data/buckets/words/a.json")
            try world.write(Self.pipeline, to: "fill.yaml")
            let made = try await world.pandora("apply", "-f", world.home + "/fill.yaml", "--yes")
            #expect(made.code == 0, "\(made.errors)")
            try await body(world)
        }
    }

    private let range = ["backfill", "fill", "--from", "2026-11-01", "--to", "2026-11-03"]

    @Test func `each day is computed in its turn, and a table says what came of it`() async throws {
        try await world { world in
            let param = ["--param", "wanted=yyyy-MM-dd"]
            let dry = try await world.pandora(range + param + ["--dry-run"])
            #expect(
                dry.lines.count == 3 && dry.lines[1].contains("\"2026-11-02\""),
                "\(dry.output)"
            )
            let done = try await world.pandora(range + param + ["--yes"])
            #expect(done.code == 0, "\(done.errors)")
            #expect(done.lines.last == "3 of 3 succeeded")
            let table = done.lines.suffix(5)
            #expect(table.first?.hasPrefix("STEP        PARAMETERS         RUN  STATUS") == true)
            #expect(
                table.contains { $0.hasPrefix("2026-11-02  wanted=2026-11-02  2    Successful") }
            )
            #expect(world.audit.count { $0.contains("Start job 'fill'") } == 3)
            let more = try await world.pandora(range + param + ["--yes", "-o", "json"])
            let steps = try JSONCoding.decode([JSONValue].self, from: Data(more.output.utf8))
            #expect(steps.map { $0["outcome"]?.text } == Array(repeating: "succeeded", count: 3))
            #expect(steps.last?["runId"] == .integer(6))
        }
    }

    @Test func `a failure halts it, and it goes on with what failed once that is mended`()
        async throws
    {
        try await world { world in
            try world.write("{\"day\": ", to: "data/buckets/words/a.json")
            let halted = try await world.pandora(
                range + ["--param", "wanted=yyyy-MM-dd", "--yes"]
            )
            #expect(halted.code == 1)
            #expect(halted.lines.last == "0 of 3 succeeded, 1 failed, 2 not sent")
            #expect(halted.errors.contains("'pandora backfill --resume' goes on with it"))
            let over = try await world.pandora(range + ["--param", "wanted=yyyy-MM-dd", "--yes"])
            #expect(over.code == 1 && over.errors.contains("--drop forgets it"))
            try world.write("{\"day\": \"2026-11-02\"}\n", to: "data/buckets/words/a.json")
            let resumed = try await world.pandora("backfill", "--resume", "--yes")
            #expect(resumed.code == 0, "\(resumed.errors)")
            #expect(resumed.lines.last == "3 of 3 succeeded")
            let none = try await world.pandora("backfill", "--drop")
            #expect(none.code == 1 && none.errors.contains("no backfill of profile"))
        }
    }

    @Test func `what cannot be meant is refused before anything is sent`() async throws {
        try await world { world in
            let name = try await world.pandora(range + ["--param", "wnated=yyyy", "--yes"])
            #expect(name.code == 64 && name.errors.contains("did you mean 'wanted'?"))
            let many = try await world.pandora(
                range + ["--param", "wanted=yyyy-MM-dd", "--at-most", "2", "--yes"]
            )
            #expect(many.code == 64 && many.errors.contains("are 3 runs, more than 2"))
            let bare = try await world.pandora(
                "backfill",
                "bare",
                "--from",
                "2026-11-01",
                "--to",
                "2026-11-02",
                "--yes"
            )
            #expect(bare.code == 64 && bare.errors.contains("has no parameters"))
            #expect(try await world.pandora("backfill", "fill").code == 64)
        }
    }
}
