import Foundation
import PTYSupport
import Testing

@testable import pandora

/// What becomes of the text that was typed into an editor.
@Suite(.serialized) struct EditorFileTests {
    /// Runs `pandora edit job quick --yes` with a shell script as the editor.
    private func edit(
        _ script: String,
        in world: CommandFixture
    ) async throws -> CommandFixture.Outcome {
        try world.write("#!/bin/sh\n" + script + "\n", to: "editor.sh")
        return try await world.pandora(
            "edit",
            "job",
            "quick",
            "--yes",
            environment: ["EDITOR": "sh \(world.home)/editor.sh"]
        )
    }

    private func drafts(_ world: CommandFixture) -> [String] {
        let directory = world.home + "/.local/state/pandora/drafts"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.map { directory + "/" + $0 }
    }

    private func with(_ body: (CommandFixture) async throws -> Void) async throws {
        try await CommandFixture.with { world in
            let file = world.home + "/pipeline.yaml"
            #expect(try await world.pandora("apply", "-f", file, "--yes").code == 0)
            try await body(world)
        }
    }

    @Test(arguments: [
        ("echo '# typed' >> \"$1\"; exit 1", "ended with 1: nothing was sent"),
        ("echo '# typed' >> \"$1\"; kill -9 $$", "was terminated by signal 9: nothing was sent"),
    ])
    func `typed text survives an editor that fails`(
        _ script: String,
        _ reason: String
    )
        async throws
    {
        try await with { world in
            let result = try await edit(script, in: world)
            #expect(result.code == 1)
            #expect(result.errors.contains(reason), "\(result.errors)")
            let path = try #require(drafts(world).first)
            #expect(result.errors.contains("your text is kept in '\(path)'"))
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains("# typed"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test(arguments: ["exit 1", "true", "sed -i s/sum/min/ \"$1\""])
    func `nothing is kept where no text would be lost`(_ script: String) async throws {
        try await with { world in
            _ = try await edit(script, in: world)
            #expect(drafts(world).isEmpty)
        }
    }

    @Test(arguments: [": > \"$1\"", "rm \"$1\"", "echo '# only this' > \"$1\""])
    func `an emptied document is given up, and earlier text is kept`(_ script: String) async throws
    {
        try await with { world in
            let refused = try await edit("echo '[' >> \"$1\"", in: world)
            #expect(refused.errors.contains("your text is kept"), "\(refused.errors)")
            let kept = world.home + "/.local/state/pandora/edited-jobs-quick.yaml"
            let text = try String(contentsOfFile: kept, encoding: .utf8)
            let result = try await edit(script, in: world)
            #expect(result.code == 1)
            #expect(
                result.errors == "pandora: the document was emptied: nothing was sent\n",
                "\(result.errors)"
            )
            #expect(try String(contentsOfFile: kept, encoding: .utf8) == text)
        }
    }

    @Test func `a refused text is not written over another one`() async throws {
        try await with { world in
            let state = world.home + "/.local/state/pandora/"
            for (typed, name) in [
                ("[", "edited-jobs-quick.yaml"), ("{", "edited-jobs-quick-2.yaml"),
                ("[", "edited-jobs-quick.yaml"),
            ] {
                let refused = try await edit("echo '\(typed)' >> \"$1\"", in: world)
                #expect(refused.errors.contains("run pandora apply -f '\(state)\(name)'"))
                let text = try String(contentsOfFile: state + name, encoding: .utf8)
                #expect(text.hasPrefix("kind: jobs\nname: quick\n"))
                #expect(text.hasSuffix("\n\(typed)\n"))
            }
        }
    }

    @Test func `a document with a byte order mark is read`() async throws {
        try await with { world in
            let script = "sed -i s/sum/min/ \"$1\"; sed -i '1s/^/\\xef\\xbb\\xbf/' \"$1\""
            let result = try await edit(script, in: world)
            #expect(result.output == "changed 'quick'\n", "\(result.errors)")
        }
    }

    @Test func `bytes that are no UTF-8 are refused with the line, and the text is kept`()
        async throws
    {
        try await with { world in
            let script = "printf '# caf\\351\\n' >> \"$1\""
            let result = try await edit(script, in: world)
            #expect(result.code == 1)
            #expect(result.errors.contains("is not UTF-8: save it as UTF-8"), "\(result.errors)")
            #expect(result.errors.contains("your text is kept in"))
            #expect(drafts(world).count == 1)

            let file = world.home + "/gbk.yaml"
            let head = Data("kind: variables\nname: v\n# ".utf8)
            try (head + Data([0xD6, 0xD0])).write(to: URL(fileURLWithPath: file))
            let applied = try await world.pandora("apply", "-f", file, "--yes")
            #expect(applied.code == 64)
            #expect(
                applied.errors
                    == "pandora: '\(file)' cannot be read: line 3 is not UTF-8: save it as UTF-8\n"
            )
        }
    }

    @Test func `a document of a program that has ended is found, one that is open is not`() throws {
        let state = NSTemporaryDirectory() + "drafts-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: state) }
        let drafts = try DraftFiles(environment: ["HOME": "/", "XDG_STATE_HOME": state])
        #expect(drafts.abandoned == [])
        let open = try drafts.create("a: 1\n")
        #expect(!drafts.isChanged(open, from: "a: 1\n"))
        #expect(drafts.abandoned == [])
        let lost = state + "/pandora/drafts/pandora-999999999-1.yaml"
        try Data("a: 2\n".utf8).write(to: URL(filePath: lost))
        #expect(drafts.abandoned == [lost])
    }
}
