import Foundation
import PTYSupport
import Settings
import Testing

/// Profiles from the command line, on a real service.
@Suite(.serialized) struct ProfileCommandTests {
    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `a profile is added with keys that are not shown, checked, used and listed`()
        async throws
    {
        try await CommandFixture.with { world in
            let file = world.home + "/.config/pandora/config.yaml"
            let keys = try world.service.keys
            let added = try world.terminal("profile", "add", "local")
            try await added.readUntil(contains: "endpoint: ")
            try added.write(world.service.url + "/\n")
            try await added.readUntil(contains: "access key (not shown): ")
            try added.write("\(keys.accessKey)x\u{7f}\n")
            try await added.readUntil(contains: "secret key (not shown): ")
            try added.write(keys.secretKey + "\n")
            try await added.readUntil(contains: "added profile 'local'")
            #expect(try await added.wait() == .code(0))
            #expect(!added.text.contains(keys.secretKey) && !added.text.contains(keys.accessKey))
            #expect(try mode(file) == 0o600)

            let before = try String(contentsOfFile: file, encoding: .utf8) + "# mine\n"
            try before.write(toFile: file, atomically: false, encoding: .utf8)
            let wrong = try world.terminal("profile", "add", "bad", "--endpoint", world.service.url)
            try await wrong.readUntil(contains: "access key")
            try wrong.write("nobody\n")
            try await wrong.readUntil(contains: "secret key")
            try wrong.write("nothing\n")
            try await wrong.readUntil(contains: "nothing was written")
            #expect(try await wrong.wait() == .code(77))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == before)

            let stopped = try world.terminal("profile", "add", "bad", "--endpoint", "http://h")
            try await stopped.readUntil(contains: "access key")
            try stopped.write("\u{3}")
            try await stopped.readUntil(contains: "cancelled")
            #expect(stopped.settings == stopped.initialSettings)
            #expect(try await stopped.wait() == .code(1))

            try (before + "  gone: {endpoint: 'http://127.0.0.1:1', accessKey: a, secretKey: s}\n")
                .write(toFile: file, atomically: false, encoding: .utf8)
            let used = try await world.pandora("profile", "use", "gone")
            #expect(used.code == 0, "\(used.errors)")
            let list = try await world.pandora("profile")
            #expect(list.lines.contains { $0.hasPrefix("*  gone ") }, "\(list.output)")
            #expect(!list.output.contains(keys.secretKey))
            let check = try await world.pandora("profile", "check")
            #expect(check.code == 69)
            #expect(check.lines.contains { $0.hasPrefix("local  ") && $0.hasSuffix("  ok") })
            #expect(check.lines.contains { $0.hasPrefix("gone   none ") }, "\(check.output)")
            #expect(try await world.pandora("profile", "check", "local").code == 0)
            let unknown = try await world.pandora("profile", "use", "lokal")
            #expect(unknown.code == 64 && unknown.errors.contains("there is no profile 'lokal'"))
        }
    }

    @Test func `without a terminal no profile is added`() async throws {
        try await CommandFixture.with { world in
            let added = try await world.pandora("profile", "add", "local", input: "a\nb\nc\n")
            #expect(added.code == 74)
            #expect(!FileManager.default.fileExists(atPath: world.home + "/.config"))
        }
    }
}
