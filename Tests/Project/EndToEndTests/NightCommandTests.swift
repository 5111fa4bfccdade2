import PTYSupport
import Testing

/// What a shift asks of scripts: why a run failed, what happened, and where a text is, on a real service.
@Suite(.serialized) struct NightCommandTests {
    /// Waits until the newest run of a job has a status.
    private func isOver(_ job: String, as status: String, _ world: CommandFixture) async throws {
        try await eventually("the newest run of '\(job)' is \(status)", within: 60) {
            let runs = try await world.pandora("runs", job, "-n", "1", "-o", "csv")
            return runs.lines.last?.contains(status) == true
        }
    }

    @Test func `a failed run is compared, reported and found by its message`() async throws {
        try await CommandFixture.with { world in
            let applied = try await world.pandora(
                "apply",
                "-f",
                world.home + "/pipeline.yaml",
                "--yes"
            )
            #expect(applied.code == 0, "\(applied.errors)")
            #expect(try await world.pandora("start", "quick", "--yes").code == 0)
            try await isOver("quick", as: "Successful", world)
            try world.write("{\"n\": 2", to: "data/buckets/logs/broken.json")
            #expect(try await world.pandora("start", "quick", "--yes").code == 0)
            try await isOver("quick", as: "Failed", world)

            let comparison = try await world.pandora("compare", "quick", "2")
            #expect(comparison.code == 0, "\(comparison.errors)")
            #expect(comparison.lines.contains { $0.hasPrefix("status") && $0.contains("Failed") })
            #expect(comparison.output.contains("message of run 2\n'broken.json' cannot be read"))

            let report = try await world.pandora("report", "--since", "1h")
            #expect(report.code == 0, "\(report.errors)")
            #expect(report.output.contains("2 runs: 1 Successful, 1 Failed"))
            #expect(report.output.contains("`quick` run 2: still failing"))
            #expect(report.lines.count { $0.contains("| tester | Start job 'quick' |") } == 2)

            let found = try await world.pandora("grep", "sum(n)")
            #expect(found.code == 0)
            #expect(found.lines.contains { $0.hasPrefix("jobs quick: code: ") })
            let message = try await world.pandora("grep", "broken.json")
            #expect(message.lines.contains { $0.contains("quick") }, "\(message.output)")
            let nothing = try await world.pandora("grep", "nowhere-at-all")
            #expect(nothing.code == 1)
            #expect(nothing.errors.contains("'nowhere-at-all' is in none of"))
        }
    }

    @Test func `what cannot be compared, reported or searched is refused in the user's words`()
        async throws
    {
        try await CommandFixture.with { world in
            let missing = try await world.pandora("compare", "nope", "1")
            #expect(missing.code == 66)
            #expect(missing.errors.contains("'nope'"), "\(missing.errors)")
            let duration = try await world.pandora("report", "--since", "soon")
            #expect(duration.code == 64)
            #expect(duration.errors.contains("'--since soon' is no duration"), "\(duration.errors)")
            let pattern = try await world.pandora("grep", "~[")
            #expect(pattern.code == 64, "\(pattern.errors)")
        }
    }
}
