import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct UserCommandTests {
    private func command(
        _ words: [String],
        kinds: [String] = ["jobs", "runs"],
        key: String? = nil,
        name: String = "logs"
    ) throws(UserCommandError) -> UserCommand {
        try UserCommand(UserCommand.Wish(name: name, key: key, kinds: kinds, words: words))
    }

    private let identity = Identity(profile: "nb prod", region: "nb", endpoint: "http://x")

    @Test func `placeholders are values of the item, and each word stays one argument`() throws {
        let command = try command(
            ["less", "--prompt={profile}; rm -rf $(x)", "{job}", "{{{name}}"]
        )
        let run = ResourceAddress(.runs, .job("daily uv"), "7")
        #expect(
            try command.run(on: run, identity).arguments
                == ["less", "--prompt=nb prod; rm -rf $(x)", "daily uv", "{7}"]
        )
        #expect(try command.run(on: run, identity).line.contains("'daily uv'"))
        let job = ResourceAddress(.jobs, .root, "daily")
        #expect(try command.run(on: job, identity).arguments[2] == "daily")
    }

    @Test func `a value that would be an option, or end a word, is refused`() throws {
        let command = try command(["rm", "{name}"])
        for name in ["-rf", "a\0b"] {
            #expect(throws: UserCommandError.self) {
                try command.run(on: ResourceAddress(.jobs, .root, name), identity)
            }
        }
        let safe = try self.command(["rm", "./{name}"])
        #expect(
            try safe.run(on: ResourceAddress(.jobs, .root, "-rf"), identity).arguments[1]
                == "./-rf"
        )
    }

    @Test(
        arguments: [
            (["less", "{jbo}"], ["jobs"], "'{jbo}' is no placeholder: did you mean 'job'?"),
            (["less", "{job"], ["jobs"], "a '{' without an end"),
            (["less", "{run}"], ["runs", "jobs"], "{run} is not known of jobs"),
            (["less", "{repo}"], ["runs"], "{repo} is not known of runs"),
            (["{name}"], ["jobs"], "never a placeholder"),
            (["less"], ["jbos"], "'jbos' is no kind: did you mean 'jobs'?"),
            (["less"], ["night"], "is no kind"), ([], ["jobs"], "'run' is missing"),
        ]
    )
    func `what cannot be meant is refused with what was`(
        _ words: [String],
        _ kinds: [String],
        _ reason: String
    ) {
        let error = #expect(throws: UserCommandError.self) { try command(words, kinds: kinds) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }

    @Test func `a key or a name that is taken is refused with what to do`() throws {
        let taken = try command(["less"], key: "r")
        let key = #expect(throws: KeymapError.self) { try Keymap.standard.adding([taken]) }
        #expect(
            key?.description
                == "commands: 'logs' and 'rerun' both have r: give 'logs' another key, or 'rerun' one under 'keys'"
        )
        let named = try command(["less"], name: "rerun")
        let name = #expect(throws: KeymapError.self) { try Keymap.standard.adding([named]) }
        #expect(name?.description.contains("give yours another name") == true)
        let twice = [try command(["a"], key: "F5"), try command(["b"], key: "F5", name: "other")]
        #expect(throws: KeymapError.self) { try Keymap.standard.adding(twice) }
        #expect(throws: UserCommandError.self) { try command(["less"], key: "Hyper-X") }
        let moved = try Keymap.standard.rebound(["rerun": ["F6"]]).adding([taken])
        #expect(moved.binding(for: .character("r"))?.title == "logs")
    }
}
