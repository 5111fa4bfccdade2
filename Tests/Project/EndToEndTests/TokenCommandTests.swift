import Foundation
import Testing

/// Tokens, plugins and completions from the command line, on a real service.
@Suite(.serialized) struct TokenCommandTests {
    @Test func `a token permits the call it is made for, and no other`() async throws {
        try await CommandFixture.with { world in
            let made = try await world.pandora("token", "make", "get", "/v2/jobs")
            #expect(made.code == 0 && made.lines.count == 1, "\(made.errors)")
            let token = try #require(made.lines.first)
            #expect(token.hasPrefix("Pandora "))
            try world.write(
                "profiles: {t: {endpoint: '\(world.service.url)', token: '\(token)'}}\n",
                to: ".config/pandora/config.yaml"
            )
            chmod(world.home + "/.config/pandora/config.yaml", 0o600)
            let jobs = try await world.pandora("get", "jobs", "-o", "name", "--profile", "t")
            #expect(jobs.code == 0, "\(jobs.errors)")
            let repos = try await world.pandora("get", "repos", "--profile", "t")
            #expect(repos.code == 77)
            let unsigned = try await world.pandora("token", "make", "GET", "/a", "--profile", "t")
            #expect(unsigned.code == 64 && unsigned.errors.contains("has tokens and no keys"))
            for words in [
                ["HEAD", "/a"], ["GET", "a"], ["GET", "/a?b=c"], ["GET", "/a", "--expires", "x"],
            ] {
                #expect(try await world.pandora(["token", "make"] + words).code == 64, "\(words)")
            }
        }
    }

    @Test func `a plugin is uploaded once it is agreed to, and no other file is`() async throws {
        try await CommandFixture.with { world in
            let jar = world.home + "/a.jar"
            try Data(base64Encoded: Self.archive)?.write(to: URL(filePath: jar))
            let dry = try await world.pandora("plugin", "upload", "com.x.A", jar, "--dry-run")
            #expect(dry.code == 0 && dry.output.contains("a.jar"), "\(dry.errors)")
            #expect(try await world.pandora("plugin", "upload", "com.x.A", jar).code == 64)
            let absent = try await world.pandora("plugin", "upload", "a", jar + "x", "--yes")
            #expect(absent.code == 64)
            let sent = try await world.pandora("plugin", "upload", "com.x.A", jar, "--yes")
            #expect(sent.output.hasPrefix("uploaded plugin 'com.x.A'"), "\(sent.errors)")
            #expect(world.audit.last?.contains("com.x.A") == true)
            let dump = try await world.pandora("dump")
            #expect(dump.output.hasPrefix("# plugin 'com.x.A' is a file"), "\(dump.output)")
        }
    }

    @Test func `profiles are completed from the configuration`() async throws {
        try await CommandFixture.with { world in
            try world.writeProfiles(["prod": "confirm: name", "test": "reruns: 2"])
            let names = try await world.pandora(
                "---completion",
                "get",
                "--",
                "--profile",
                "3",
                "0",
                "pandora",
                "get",
                "--profile",
                ""
            )
            #expect(names.lines == ["prod", "test"], "\(names.errors)")
        }
    }

    /// A zip archive with `com/x/A.class`, which is empty.
    private static let archive =
        "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAANAAAAY29tL3gvQS5jbGFzc1BLAQIUAxQAAAAAAAAAIQAAAAAA"
        + "AAAAAAAAAAANAAAAAAAAAAAAAACAAQAAAABjb20veC9BLmNsYXNzUEsFBgAAAAABAAEAOwAAACsAAAAAAA=="
        + ""
}
