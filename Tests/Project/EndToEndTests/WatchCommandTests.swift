import Foundation
import PTYSupport
import PipelineAPI
import Testing

/// `pandora watch` beside a real service, whose runs really compute.
@Suite(.serialized) struct WatchCommandTests {
    private func events(_ outcome: CommandFixture.Outcome) throws -> [JSONValue] {
        try outcome.lines.map { try JSONCoding.decode(JSONValue.self, from: Data($0.utf8)) }
    }

    @Test func `a run is told by its lines and to a program, and the watch ends when none is left`()
        async throws
    {
        try await CommandFixture.with { world in
            #expect(
                try await world.pandora("apply", "-f", "\(world.home)/pipeline.yaml", "--yes").code
                    == 0
            )
            #expect(try await world.pandora("start", "endless", "--yes").code == 0)
            async let watched = world.pandora(
                "watch",
                "endless",
                "--until",
                "idle",
                "--exec",
                "/bin/sh",
                "-c",
                "echo \"$PANDORA_EVENT $PANDORA_JOB $1\" >> '\(world.home)/told'",
                "sh"
            )
            // Its state directory has the definition once it has taken its first look.
            let journal = world.home + "/.local/state/pandora/definitions.jsonl"
            try await eventually("the watch has looked") {
                let text = try? String(contentsOfFile: journal, encoding: .utf8)
                return text?.contains("\"endless\"") == true
            }
            try await eventually("the run can be stopped", within: 60) {
                try await world.pandora("stop", "endless", "--yes").code == 0
            }
            let outcome = try await watched
            let told = try events(outcome)
            #expect(told.compactMap { $0["event"]?.text }.last == "run-canceled", "\(outcome)")
            #expect(
                told.allSatisfy { $0["job"]?.text == "endless" || $0["name"]?.text == "endless" }
            )
            #expect(outcome.code == 0, "\(outcome.errors)")
            let lines = try String(contentsOfFile: world.home + "/told", encoding: .utf8)
            #expect(lines.contains("run-canceled endless {"))
        }
    }

    @Test func `a job that is not there is refused, and what is idle already ends the watch`()
        async throws
    {
        try await CommandFixture.with { world in
            let missing = try await world.pandora("watch", "nope")
            #expect(missing.code == 66)
            #expect(missing.errors.contains("'nope'"), "\(missing.errors)")
            #expect(
                try await world.pandora("apply", "-f", "\(world.home)/pipeline.yaml", "--yes").code
                    == 0
            )
            let idle = try await world.pandora("watch", "--until", "idle")
            #expect(idle.code == 0, "\(idle.errors)")
        }
    }

    @Test func `a watch ends with its reader, though nothing happens`() async throws {
        try await CommandFixture.with { world in
            let outcome = try await world.pandora(["watch"], redirected: "| true")
            #expect(outcome.code == 0)
        }
    }
}
