import Foundation
import LoopbackSupport
import PipelineAPI
import Settings
import Testing

@testable import pandora

/// `pandora doctor` on a real service, beside profiles whose keys may be nowhere in the report.
@Suite struct DoctorCommandTests {
    /// One for each way in which a profile has credentials.
    private static let secrets = [
        "pair-secret-0123456789", "AccessKeyOfPair0001", "token-secret-abcdefghij",
        "word-secret-klmnopqrst", "printed-secret-uvwxyz01", "tokenword-secret-2345678",
    ]

    /// Every form in which a text may give a secret away, in pieces too.
    private static func traces(of secret: String) -> [String] {
        let bytes = Data(secret.utf8)
        let forms = [
            secret, String(secret.reversed()), bytes.base64EncodedString(),
            bytes.map { String(format: "%02x", $0) }.joined(),
        ]
        return forms.flatMap { form in
            let characters = Array(form)
            return (0...(characters.count - 8)).map { String(characters[$0..<($0 + 8)]) }
        }
    }

    private func writeProfiles(_ world: CommandFixture, echoing place: String) throws {
        try world.writeProfiles(["here": "writable: never"])
        let path = world.home + "/.config/pandora/config.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let more = """
              down: {endpoint: 'http://127.0.0.1:1', accessKey: \(Self.secrets[1]), secretKey: \(Self.secrets[0])}
              token: {endpoint: '\(place)', token: 'Pandora \(Self.secrets[2])'}
              vault: {endpoint: '\(place)', command: [sh, -c, 'echo \(Self.secrets[3]); exit 3']}
              store: {endpoint: '\(place)', command: [sh, -c, 'printf "accessKey: k\\nsecretKey: \(Self.secrets[4])\\n"']}
              signer: {endpoint: '\(place)', tokenCommand: [echo, 'Pandora \(Self.secrets[5])']}

            """
        try (text + more).write(toFile: path, atomically: true, encoding: .utf8)
        chmod(path, 0o600)
    }

    @Test func `no secret of any profile is in the report, in any form`() async throws {
        let said = #"{"error":"bad token \#(Self.secrets.joined(separator: " "))"}"#
        let answer =
            "HTTP/1.1 401 No\r\nContent-Length: \(said.utf8.count)\r\n\r\n\(said)"
        let echo = try LoopbackService { _ in .text(answer) }
        defer { echo.stop() }
        try await CommandFixture.with { world in
            try writeProfiles(world, echoing: echo.endpoint)
            let environment = [
                "PANDORA_ENDPOINT": "", "PANDORA_ACCESS_KEY": "", "PANDORA_SECRET_KEY": "",
            ]
            for format in ["table", "json", "yaml"] {
                let outcome = try await world.pandora(
                    "doctor",
                    "-o",
                    format,
                    environment: environment
                )
                #expect(outcome.code == 1)
                let text = outcome.output + outcome.errors
                for name in ["down", "here", "token", "vault", "store", "signer"] {
                    #expect(text.contains(name), "\(format): \(text)")
                }
                for trace in Self.secrets.flatMap(Self.traces) {
                    #expect(!text.contains(trace), "\(format): \(trace)")
                }
            }
        }
    }

    @Test func `a service of ours is well in every line`() async throws {
        try await CommandFixture.with { world in
            try world.writeProfiles(["here": "writable: never"])
            let outcome = try await world.pandora(
                "doctor",
                "-o",
                "json",
                environment: ["PANDORA_ENDPOINT": "", "TERM": "xterm-256color"]
            )
            #expect(outcome.code == 0, "\(outcome.output)")
            let value = try JSONCoding.decode(JSONValue.self, from: Data(outcome.output.utf8))
            #expect(value["faults"] == 0)
            #expect(outcome.output.contains("announced by the service"))
            #expect(outcome.output.contains("pandorad \(ProductVersion.number), 0 jobs"))
            #expect(outcome.output.contains("sqlite, "))
            #expect(outcome.output.contains("'~/.config/pandora/config.yaml', mode 600: 'here'"))
            #expect(!outcome.output.contains(world.home + "/.config"))
        }
    }

    @Test func `a configuration that cannot be used is told, and what to do`() async throws {
        try await CommandFixture.with { world in
            try world.write("profiles:\n\t- a\n", to: ".config/pandora/config.yaml")
            let outcome = try await world.pandora(
                "doctor",
                environment: [
                    "PANDORA_ENDPOINT": "", "PANDORA_ACCESS_KEY": "", "PANDORA_SECRET_KEY": "",
                ]
            )
            #expect(outcome.code == 1)
            #expect(outcome.lines.contains { $0.hasPrefix("  fault   configuration") })
        }
    }
}
