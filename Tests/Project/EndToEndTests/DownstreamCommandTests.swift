import Foundation
import PTYSupport
import PipelineAPI
import Testing

/// `pandora rerun --downstream` on a real service, whose runs really compute.
@Suite(.serialized) struct DownstreamCommandTests {
    private static let pipeline = """
        kind: datasource
        name: texts
        region: nb
        type: kodo
        spec: {bucket: words, fileType: json}
        schema: []
        ---
        kind: job
        name: up
        srcs: [{name: texts, type: DataSource, tableName: t}]
        computation: {type: SQL, code: "SELECT max(n) AS n FROM t"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: manual}
        ---
        kind: job
        name: down
        srcs: [{name: up, type: Job, tableName: u}]
        computation: {type: SQL, code: "SELECT n * 2 AS twice FROM u"}
        scheduler: {type: depend}
        ---
        kind: jobexport
        in: down
        name: out
        type: kodo
        spec: {bucket: results, keyPrefix: "twice", format: json, compression: none, fileCount: 1, saveMode: overwrite}
        """

    /// Whether the newest run of a job says that its upstream ran again.
    private func isOutdated(_ job: String, _ world: CommandFixture) async throws -> Bool {
        let runs = try await world.pandora("runs", job, "-o", "json")
        return runs.output.contains("upstream 'up' ran again at ")
    }

    private func status(_ job: String, _ world: CommandFixture) async throws -> String? {
        let runs = try await world.pandora("runs", job, "-o", "json")
        let values = try JSONCoding.decode([JSONValue].self, from: Data(runs.output.utf8))
        return values.first?["status"]?.text
    }

    /// The texts of all files that were exported; directories have none.
    private func result(_ world: CommandFixture) throws -> String {
        let bucket = URL(filePath: world.home + "/data/buckets/results")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: bucket.path)
        let texts = paths.sorted().map { path in
            try? String(contentsOf: bucket.appending(path: path), encoding: .utf8)
        }
        return texts.compactMap { $0 }.joined()
    }

    @Test func `a failed run is mended and rerun with its downstream, and the results are right`()
        async throws
    {
        try await CommandFixture.with { world in
            try FileManager.default.createDirectory(
                atPath: world.home + "/data/buckets/results",
                withIntermediateDirectories: true
            )
            try world.write("{\"n\": 1}\n", to: "data/buckets/words/a.json")
            try world.write(Self.pipeline, to: "down.yaml")
            let made = try await world.pandora("apply", "-f", world.home + "/down.yaml", "--yes")
            #expect(made.code == 0, "\(made.errors)")
            try world.write("{\"n\": ", to: "data/buckets/words/a.json")
            #expect(try await world.pandora("start", "up", "--yes").code == 0)
            try await eventually("the first run fails") {
                try await status("up", world) == "Failed"
            }
            let again = try await world.pandora("rerun", "up", "1", "--downstream", "--yes")
            #expect(again.code == 1)
            #expect(again.lines.last == "0 of 2 succeeded, 1 failed, 1 not run", "\(again.output)")

            try world.write("{\"n\": 2}\n{\"n\": 3}\n", to: "data/buckets/words/a.json")
            let dry = try await world.pandora("rerun", "up", "1", "--downstream", "--dry-run")
            #expect(dry.lines.count == 3, "\(dry.output)")
            #expect(dry.lines.last?.contains("the first run of 'down'") == true)
            #expect(try await status("up", world) == "Failed")
            let mended = try await world.pandora("rerun", "up", "1", "--downstream", "--yes")
            #expect(mended.code == 0, "\(mended.output)\(mended.errors)")
            #expect(mended.lines.last == "2 of 2 succeeded")
            #expect(try result(world).contains("\"twice\":6"))

            try world.write("{\"n\": 7}\n", to: "data/buckets/words/a.json")
            let other = try await world.pandora(
                "rerun",
                "up",
                "1",
                "--downstream",
                "--yes",
                "--output",
                "json"
            )
            #expect(other.code == 0, "\(other.errors)")
            let steps = try JSONCoding.decode([JSONValue].self, from: Data(other.output.utf8))
            #expect(steps.map { $0["job"]?.text } == ["up", "down"])
            #expect(steps.map { $0["outcome"]?.text } == ["succeeded", "succeeded"])
            #expect(steps.last?["runId"] == .integer(1))
            #expect(try result(world).contains("\"twice\":14"))
            #expect(world.audit.count { $0.contains("Rerun run 1 of 'down'") } == 1)

            #expect(try await world.pandora("rerun", "up", "1", "--yes").code == 0)
            try await eventually("the run downstream is out of date") {
                try await isOutdated("down", world)
            }
            let last = try await world.pandora("rerun", "up", "1", "--downstream", "--yes")
            #expect(last.lines.last == "2 of 2 succeeded", "\(last.output)\(last.errors)")
            #expect(try await !isOutdated("down", world))
        }
    }

    @Test func `what the options cannot mean is refused before anything is sent`() async throws {
        try await CommandFixture.with { world in
            let without = try await world.pandora("rerun", "up", "1", "-o", "json")
            #expect(without.code == 64)
            #expect(without.errors.contains("'--output json' is for --downstream"))
            let csv = try await world.pandora("rerun", "up", "1", "--downstream", "-o", "csv")
            #expect(csv.code == 64)
        }
    }
}
