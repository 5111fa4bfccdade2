import Foundation
import PTYSupport
import PipelineAPI
import Testing

/// What one-shot commands say, and end with, when they cannot do what they are asked for.
@Suite(.serialized) struct CommandRefusalTests {
    @Test func `names that are not there are answered with those that were meant`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            for (arguments, text) in [
                (["get", "job", "quik"], "no job named 'quik': did you mean 'quick'?"),
                (["describe", "repo", "tap"], "no repo named 'tap': did you mean 'taps'?"),
                (["get", "exports", "--in", "tap"], "did you mean 'taps'?"),
                (["runs", "quik"], "did you mean 'quick'?"),
                (["start", "quik", "--yes"], "did you mean 'quick'?"),
                (["rerun", "quick", "9", "--yes"], "job 'quick' has no run 9"),
                (["push", "tap", file], "did you mean 'taps'?"),
            ] {
                let result = try await world.pandora(arguments)
                #expect(result.code == 66, "\(arguments)")
                #expect(result.output.isEmpty)
                #expect(result.errors.hasPrefix("pandora: "), "\(result.errors)")
                #expect(result.errors.contains(text), "\(result.errors)")
            }
        }
    }

    @Test func `arguments that mean nothing end with 64 and change nothing`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            let count = world.audit.count
            for (arguments, text) in [
                (["get", "jbs"], "'jbs' is no kind: did you mean 'jobs'?"),
                (["get", "exports"], "--in REPO"),
                (["get", "jobs", "--in", "taps"], "leave out"),
                (["get", "jobs", "-o", "xml"], "xml"),
                (["gte", "jobs"], "'gte' is no command: "),
                (["g\u{1b}[2J"], "'g\\x1b[2J' is no command: "),
                (["get", "jobs", "--a\u{1b}[2J"], "'--a\\x1b[2J'"),
                (["descibe", "job", "x"], "did you mean 'describe'?"),
                (["get"], "Missing expected argument"),
                (["runs", "quick", "--status", "broken"], "no status of a run"),
                (["start", "quick"], "add --yes"),
                (["delete", "repo", "taps"], "add --yes"),
                (["apply", "-f", file + "x", "--yes"], "No such file"),
                (["create", "jobs", "-f", file, "--yes"], "'kind: repos'"),
                (["push", "taps", file + "x"], "No such file"),
                (["template", "plugin"], "not made from documents"),
                (["schema", "group", "x"], "has no schema"),
                (
                    ["delete", "points", "1", "--in", "taps", "--yes"],
                    "nothing can be done to them"
                ),
                (["get", "jobs", "--profile", "nobody"], "no profile named 'nobody'"),
            ] {
                let result = try await world.pandora(arguments)
                #expect(result.code == 64, "\(arguments): \(result.errors)")
                #expect(result.errors.hasPrefix("pandora: "), "\(result.errors)")
                #expect(result.errors.contains(text), "\(result.errors)")
            }
            #expect(world.audit.count == count)
        }
    }

    @Test func `one bad document and none of them is sent`() async throws {
        try await CommandFixture.with { world in
            let documents =
                "kind: repo\nname: a\nregion: nb\nschema: [{key: n, valtype: long}]\n---\n"
            let bad = documents + "kind: job\nname: b\n"
            let result = try await world.pandora("apply", "-f", "-", "--yes", input: bad)
            #expect(result.code == 64)
            #expect(result.errors.contains("'stdin', document from line 6: 'srcs' is missing"))
            #expect(try await world.pandora("get", "repos").lines.count == 1)
            #expect(world.audit.isEmpty)
        }
    }

    @Test func `a refusal half way says what was sent, and is written down`() async throws {
        try await CommandFixture.with { world in
            let good = "name: a\nregion: nb\nschema: [{key: n, valtype: long}]\n---\n"
            let bad = good + good + "name: c\nregion: nb\nschema: [{key: n, valtype: long}]\n"
            let result = try await world.pandora("create", "repo", "-f", "-", "--yes", input: bad)
            #expect(result.code == 1)
            #expect(result.output == "created 'a'\n")
            #expect(result.errors.contains("document from line 5: E18101: repo 'a' exists already"))
            #expect(result.errors.contains("X-Reqid"))
            #expect(result.errors.contains("sent before it: 1, not sent after it: 1"))
            #expect(world.audit.count == 2)
            #expect(world.audit.last?.contains("\"isRefused\":true") == true)
        }
    }

    @Test func `profiles say what may be changed, and how it is confirmed`() async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            try world.writeProfiles(["look": "writable: never", "prod": "confirm: name"])
            for (arguments, text) in [
                (["start", "quick", "--yes", "--profile", "look"], "'look' is read-only"),
                (["push", "taps", file, "--profile", "look"], "'look' is read-only"),
                (["apply", "-f", "-", "--yes", "--profile", "look"], "'look' is read-only"),
                (["start", "quick", "--yes", "--profile", "prod"], "add --confirm prod"),
                (["push", "taps", file, "--profile", "prod"], "add --confirm prod"),
                (["start", "quick", "--confirm", "test", "--profile", "prod"], "not 'test'"),
            ] {
                let variable = "kind: variable\nname: v\ntype: string\nvalue: x\n"
                let result = try await world.pandora(arguments, input: variable)
                #expect(result.code == 64, "\(arguments)")
                #expect(result.errors.contains(text), "\(result.errors)")
            }
            let look = try await world.pandora("get", "jobs", "--profile", "look")
            #expect(look.code == 0)
            let start = ["start", "quick", "--profile", "prod", "--confirm", "prod"]
            #expect(try await world.pandora(start).output == "started 'quick'\n")
            let typed = try world.terminal("stop", "quick", "--profile", "prod", "--yes")
            try await typed.readUntil(contains: "type 'prod' to do it:")
            try typed.write("prod\n")
            try await typed.readUntil(contains: "stopped job 'quick'")
            #expect(try await typed.wait() == .code(0))
        }
    }

    @Test func `a service out of reach ends with 69, and a wrong key with 77`() async throws {
        try await CommandFixture.with { world in
            let nowhere = ["PANDORA_ENDPOINT": "http://127.0.0.1:1"]
            let result = try await world.pandora("get", "jobs", environment: nowhere)
            #expect(result.code == 69)
            #expect(result.errors.hasPrefix("pandora: cannot reach 127.0.0.1:1"))
            let change = try await world.pandora("start", "x", "--yes", environment: nowhere)
            #expect(change.code == 69)
            let key = try await world.pandora(
                "get",
                "jobs",
                environment: ["PANDORA_SECRET_KEY": "wrong"]
            )
            #expect(key.code == 77)
            #expect(key.errors.contains("the key was refused"))
        }
    }

    @Test func `completions are printed for the shells that are known`() async throws {
        try await CommandFixture.with { world in
            for shell in ["bash", "zsh", "fish"] {
                let result = try await world.pandora("completions", shell)
                #expect(result.code == 0)
                #expect(result.output.contains("describe"))
            }
            #expect(try await world.pandora("completions", "tcsh").code == 64)
        }
    }
}
