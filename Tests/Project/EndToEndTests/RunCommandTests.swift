import Foundation
import PTYSupport
import PipelineAPI
import Testing

/// Commands about runs that fail and are waited for, on a real service, whose runs really compute.
@Suite(.serialized) struct RunCommandTests {
    private func apply(_ world: CommandFixture) async throws {
        let made = try await world.pandora("apply", "-f", "\(world.home)/pipeline.yaml", "--yes")
        #expect(made.code == 0, "\(made.errors)")
    }

    private func values(_ outcome: CommandFixture.Outcome) throws -> [JSONValue] {
        try JSONCoding.decode([JSONValue].self, from: Data(outcome.output.utf8))
    }

    @Test func `a start is waited for, and the exit code is the run's outcome`() async throws {
        try await CommandFixture.with { world in
            try await apply(world)
            let well = try await world.pandora("start", "quick", "--wait", "--yes")
            #expect(well.code == 0, "\(well.errors)")
            #expect(well.lines.first == "started 'quick'")
            #expect(well.lines.last?.hasPrefix("run 1 of 'quick' is Successful") == true)
            try world.write("{\"n\": ", to: "data/buckets/logs/a.json")
            let badly = try await world.pandora("start", "quick", "--wait", "--yes")
            #expect(badly.code == 1)
            #expect(badly.errors.contains("run 2 of 'quick' is Failed"), "\(badly.errors)")

            let still = try await world.pandora("rerun", "quick", "2", "--wait", "--yes")
            #expect(still.code == 1)
            #expect(still.errors.contains("run 2 of 'quick' is Failed"), "\(still.errors)")
            try world.write("{\"n\": 2}\n", to: "data/buckets/logs/a.json")
            let mended = try await world.pandora("rerun", "quick", "2", "--wait", "--yes")
            #expect(mended.code == 0, "\(mended.errors)")
            #expect(mended.lines.last?.hasPrefix("run 2 of 'quick' is Successful") == true)
        }
    }

    @Test func `a stop is waited for until the run is canceled`() async throws {
        try await CommandFixture.with { world in
            try await apply(world)
            let idle = try await world.pandora("stop", "endless", "--wait", "--yes")
            #expect(idle.output == "stopped job 'endless'\n")
            for arguments in [["stop", "endless", "1"], ["stop", "endless"]] {
                #expect(try await world.pandora("start", "endless", "--yes").code == 0)
                try await eventually("the run is under way") {
                    let runs = try await world.pandora("runs", "endless", "--status", "running")
                    return runs.lines.count == 2
                }
                let stopped = try await world.pandora(arguments + ["--wait", "--yes"])
                #expect(stopped.code == 0, "\(stopped.errors)")
                #expect(stopped.lines.last?.contains(" of 'endless' is Canceled") == true)
            }
        }
    }

    @Test func `on a terminal the wait shows how far it is`() async throws {
        try await CommandFixture.with { world in
            try await apply(world)
            let waiting = try world.terminal("start", "endless", "--wait", "--yes")
            try await waiting.readUntil(contains: "run 1 of 'endless' is Running …")
            let stopped = try await world.pandora("stop", "endless", "1", "--yes")
            #expect(stopped.code == 0, "\(stopped.errors)")
            try await waiting.readUntil(contains: "run 1 of 'endless' is Canceled")
            #expect(try await waiting.wait() == .code(1))
        }
    }

    @Test func `all that failed is listed across jobs, rerun once each, and waited for`()
        async throws
    {
        try await CommandFixture.with { world in
            let text = try String(contentsOfFile: world.home + "/pipeline.yaml", encoding: .utf8)
            try world.write(
                text.replacingOccurrences(of: "endless", with: "other")
                    .replacingOccurrences(of: "-- dialect: duckdb\\n", with: "")
                    .replacingOccurrences(of: "max(sleep_ms(86400000 + n))", with: "max(n)"),
                to: "pipeline.yaml"
            )
            try await apply(world)
            let none = try await world.pandora("rerun", "--failed", "--yes")
            #expect(none.code == 1)
            #expect(none.errors.contains("no newest run has failed"), "\(none.errors)")
            try world.write("{\"n\": ", to: "data/buckets/logs/a.json")
            for job in ["quick", "other", "quick"] {
                let run = try await world.pandora("start", job, "--wait", "--yes")
                #expect(run.code == 1, "\(run.errors)")
            }
            let all = try await world.pandora("runs", "--all", "--since", "1h", "--failed")
            #expect(
                all.lines.map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
                    == ["JOB RUN STATUS", "quick 2 ✖", "other 1 ✖", "quick 1 ✖"],
                "\(all.output)"
            )
            let one = try await world.pandora("runs", "--all", "-n", "1", "-o", "json")
            #expect(try values(one).map { $0["job"]?.text } == ["quick"])

            let dry = try await world.pandora("rerun", "--failed", "--since", "1h", "--dry-run")
            #expect(dry.lines.count == 3 && world.audit.count == 8, "\(dry.output)")
            try world.write("{\"n\": 5}\n", to: "data/buckets/logs/a.json")
            let newest = try await world.pandora("rerun", "--failed", "quick", "--wait", "--yes")
            #expect(newest.code == 0, "\(newest.output)\(newest.errors)")
            #expect(newest.lines.contains("1 of 1 rerun"))
            let rest = try await world.pandora(
                ["rerun", "--failed", "--since", "1h", "--wait", "--yes"]
            )
            #expect(rest.code == 0, "\(rest.output)\(rest.errors)")
            #expect(rest.lines.contains("2 of 2 rerun"))
            #expect(rest.lines.suffix(2).allSatisfy { $0.contains(" is Successful") })
            #expect(world.audit.count { $0.contains("Rerun run 2 of 'quick'") } == 1)
            #expect(world.audit.count { $0.contains("Rerun run ") } == 3)
            let left = try await world.pandora("rerun", "--failed", "--since", "1h", "--yes")
            #expect(left.code == 1 && left.errors.contains("nothing to rerun"))
        }
    }

    @Test func `what the options cannot mean is refused before anything is sent`() async throws {
        try await CommandFixture.with { world in
            for (arguments, text) in [
                (["runs"], "name a job, or --all"),
                (["runs", "quick", "--all"], "name a job, or --all"),
                (["runs", "--all", "--since", "soon"], "'--since soon' is no duration"),
                (["runs", "--all", "--failed", "--status", "failed"], "leave out one of them"),
                (["rerun", "quick"], "name a job and the run's number, or --failed"),
                (["rerun", "quick", "1", "--since", "8h"], "is for --failed"),
                (["rerun", "--failed", "--downstream", "--wait"], "leave out '--wait'"),
                (["start", "flow", "--kind", "workflows", "--wait"], "workflows do not have"),
            ] {
                let result = try await world.pandora(arguments)
                #expect(result.code == 64, "\(arguments): \(result.errors)")
                #expect(result.errors.contains(text), "\(result.errors)")
            }
            try await apply(world)
            let unknown = try await world.pandora("start", "quick", "--param", "day=1", "--yes")
            #expect(unknown.code == 64)
            #expect(unknown.errors.contains("'day' is no parameter of 'quick': it has none"))
        }
    }
}
