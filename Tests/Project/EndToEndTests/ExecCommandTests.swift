import Glibc
import PTYSupport
import Testing

/// Commands of the user's own, as a script runs them.
@Suite(.serialized) struct ExecCommandTests {
    private static let commands = """
        commands:
          note:
            kinds: [jobs]
            run: [/bin/sh, -c, 'echo "$0 of $1" >> "$HOME/notes"', "{job}", "{profile}"]
          look:
            kinds: [jobs, runs]
            run: [/bin/echo, "a job is", "{job}"]
            safe: true
            background: true
          fail:
            kinds: [jobs]
            run: [/bin/false]
            safe: true
        """

    private func withCommands(
        _ profile: String = "writable: always",
        _ body: (CommandFixture) async throws -> Void
    ) async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            try world.writeProfiles(["work": profile], Self.commands)
            try await body(world)
        }
    }

    private func exec(
        _ world: CommandFixture,
        _ words: String...
    ) async throws -> CommandFixture.Outcome {
        try await world.pandora(["exec"] + words + ["--profile", "work"])
    }

    @Test func `a command runs on an item, writes where it is, and is in the audit file`()
        async throws
    {
        try await withCommands { world in
            let look = try await exec(world, "look", "quick", "--kind", "jobs")
            #expect(look.code == 0, "\(look.errors)")
            #expect(look.output == "a job is quick\n")
            #expect(world.audit.last?.contains("Run 'look' on job 'quick'") == true)
            let dry = try await exec(world, "note", "quick", "--dry-run")
            #expect(dry.output.contains(" quick work\n"), "\(dry.output)")
        }
    }

    @Test func `one that is not called safe is asked for, and its failure is the command's`()
        async throws
    {
        try await withCommands { world in
            let unasked = try await exec(world, "note", "quick")
            #expect(unasked.code == 64, "\(unasked.errors)")
            #expect(try await exec(world, "note", "quick", "--yes").code == 0)
            let failed = try await exec(world, "fail", "quick")
            #expect(failed.code == 1)
            #expect(failed.errors.contains("'fail' exited with code 1"))
        }
    }

    @Test func `a read-only profile runs what is safe, and nothing else`() async throws {
        try await withCommands("writable: never") { world in
            let refused = try await exec(world, "note", "quick", "--yes")
            #expect(refused.code == 64 && refused.errors.contains("read-only"), "\(refused)")
            #expect(try await exec(world, "look", "quick", "--kind", "jobs").code == 0)
        }
    }

    @Test func `what is no command, no kind of it or no item is named`() async throws {
        try await withCommands { world in
            let unknown = try await exec(world, "loook", "quick")
            #expect(unknown.code == 66)
            #expect(unknown.errors.contains("'loook' is no command of yours"))
            #expect(unknown.errors.contains("'look'"))
            let several = try await exec(world, "look", "quick")
            #expect(several.errors.contains("say which with --kind"))
            let kind = try await exec(world, "note", "taps", "--kind", "repos")
            #expect(kind.errors.contains("'note' is for jobs, not for repos"))
            #expect(try await exec(world, "note", "nothing", "--yes").code == 66)
        }
    }
}
