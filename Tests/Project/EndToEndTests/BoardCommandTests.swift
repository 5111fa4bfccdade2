import Foundation
import PipelineAPI
import Testing

@testable import pandora

/// `pandora board` on a real service, beside one that is down and a password command that waits.
@Suite struct BoardCommandTests {
    @Test func `each profile has its line, whatever the others do`() async throws {
        try await CommandFixture.with { world in
            let made = try await world.pandora(
                "apply",
                "-f",
                world.home + "/pipeline.yaml",
                "--yes"
            )
            #expect(made.code == 0, "\(made.errors)")
            try world.writeProfiles(["here": "writable: never"])
            let path = world.home + "/.config/pandora/config.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let more = """
                  down: {endpoint: 'http://127.0.0.1:1', accessKey: a, secretKey: hidden-secret}
                  vault: {endpoint: '\(world.service.url)', command: [sh, -c, 'echo no; exit 3']}

                """
            try (text + more).write(toFile: path, atomically: true, encoding: .utf8)
            chmod(path, 0o600)
            let none = ["PANDORA_ENDPOINT": ""]
            let json = try await world.pandora("board", "-o", "json", environment: none)
            #expect(json.code == 69, "\(json.errors)")
            let value = try JSONCoding.decode(JSONValue.self, from: Data(json.output.utf8))
            guard case .array(let lines) = value else {
                Issue.record("\(json.output)")
                return
            }
            #expect(lines.map { $0["profile"] } == ["down", "here", "vault"])
            #expect(lines.map { $0["isLive"] } == [false, true, false])
            #expect(lines[1]["jobs"] == 2 && lines[1]["asked"] == 2)
            let table = try await world.pandora("board", environment: none)
            #expect(table.lines.first?.hasPrefix("PROFILE") == true)
            #expect(table.lines.count == 4)
            for outcome in [json, table] {
                #expect(!(outcome.output + outcome.errors).contains("hidden-secret"))
                #expect(outcome.errors.contains("no answer from 'down', 'vault'"))
            }
            let few = try await world.pandora("board", "--requests", "2", environment: none)
            #expect(few.output.contains("1/2"))
        }
    }
}
