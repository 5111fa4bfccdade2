import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import Testing

/// What the programs say, and end with, when something is wrong from the start.
@Suite(.serialized) struct BadInputTests {
    @Test func `an endpoint out of reach opens the console, which says so and goes on trying`()
        throws
    {
        let tmux = try console(["PANDORA_ENDPOINT": "http://127.0.0.1:1"])
        try tmux.wait("that it is offline, why, and when it tries again") { screen in
            screen.contains("offline") && screen.contains("next try")
                && screen.contains("connection refused")
        }
        try quit(tmux)
    }

    @Test func `a wrong key is told apart from a lost connection`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try ServiceProcess(directory: directory)
        defer { service.stop() }
        let tmux = try console(["PANDORA_ENDPOINT": service.url])
        try tmux.wait(for: "refused the key")
        try quit(tmux)
        let error = await #expect(throws: APIError.self) {
            try await service.call(secretKey: "wrong") { try await $0.send(ListRepos()) }
        }
        #expect(error?.code == .unauthorized)
        #expect(error?.message.contains("clock") == true)
    }

    @Test func `a second service on the same directory names the first`() throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try ServiceProcess(directory: directory)
        defer { service.stop() }
        let result = try run("pandorad", ["--data-dir", directory, "--listen", "127.0.0.1:0"])
        #expect(result.code == 75)
        #expect(result.text.contains("in use by process \(service.process.processIdentifier)"))
        #expect(result.text.contains(service.url))
    }

    @Test func `a port in use is said with the address`() throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try ServiceProcess(directory: directory)
        defer { service.stop() }
        let address = service.url.replacingOccurrences(of: "http://", with: "")
        let result = try run("pandorad", ["--ephemeral", "--listen", address])
        #expect(result.code == 69)
        #expect(result.text.contains("address '\(address)' cannot be had"))
    }

    @Test(arguments: [
        (["--data-dir", "/dev/null/x"], Int32(73), "data directory '/dev/null/x' cannot be made"),
        (["--ephemeral", "--listen", "nowhere"], 64, "'nowhere' is not an address"),
        (["--ephemeral", "--listen", "0.0.0.0:0"], 78, "can be reached from outside"),
        (["--ephemeral", "--backfill", "-1"], 64, "backfill"),
    ])
    func `a service that cannot start says why in one line`(
        _ arguments: [String],
        _ code: Int32,
        _ text: String
    ) throws {
        let result = try run("pandorad", arguments)
        #expect(result.code == code)
        #expect(result.text.contains(text))
    }

    @Test func `without a terminal the console and the demo explain themselves`() throws {
        let console = try run(
            "pandora",
            [],
            [
                "PANDORA_ENDPOINT": "http://127.0.0.1:1", "PANDORA_ACCESS_KEY": "a",
                "PANDORA_SECRET_KEY": "b",
            ]
        )
        #expect(console.code == 74)
        #expect(console.text.contains("terminal"))
        let demo = try run("pandora", ["demo"])
        #expect(demo.code == 74)
        #expect(demo.text.contains("needs a terminal"))
    }

    @Test func `with no service to work with the console says what to do`() throws {
        let result = try run("pandora", [])
        #expect(result.code == 64)
        #expect(result.text.contains("pandora demo"))
    }

    @Test func `a configuration that others can read is refused with the remedy`() throws {
        let home = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: home) }
        let file = home + "/pandora/config.yaml"
        try FileManager.default.createDirectory(
            atPath: home + "/pandora",
            withIntermediateDirectories: true
        )
        _ = FileManager.default.createFile(
            atPath: file,
            contents: Data("profiles: {}".utf8),
            attributes: [.posixPermissions: 0o644]
        )
        let result = try run("pandora", [], ["XDG_CONFIG_HOME": home])
        #expect(result.code == 64)
        #expect(result.text.contains("chmod 600 '\(file)'"))
    }

    @Test func `an unknown TERM is worked around and said`() throws {
        let tmux = try console(["PANDORA_ENDPOINT": "http://127.0.0.1:1", "TERM": "martian"])
        try tmux.wait(for: "martian")
        try quit(tmux)
    }

    @Test func `a terminal too small says how large it must be`() throws {
        let tmux = try console(["PANDORA_ENDPOINT": "http://127.0.0.1:1"], width: 39, height: 8)
        try tmux.wait(for: "pandora needs 40×10, this is 39×")
        try quit(tmux)
    }

    private func console(
        _ environment: [String: String],
        width: Int = 160,
        height: Int = 30
    ) throws -> Tmux {
        let base = ["PANDORA_ACCESS_KEY": "stranger", "PANDORA_SECRET_KEY": "nothing"]
        return try Tmux(
            BuiltProgram.path("pandora"),
            width: width,
            height: height,
            environment: base.merging(environment) { $1 }
        )
    }

    private func quit(_ tmux: Tmux) throws {
        try tmux.send("q")
        try tmux.wait(for: "exit code 0")
    }

    /// Runs a program to its end, without a terminal.
    private func run(
        _ program: String,
        _ arguments: [String],
        _ environment: [String: String] = [:]
    ) throws -> (code: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: try BuiltProgram.path(program))
        process.arguments = arguments
        let home = ServiceProcess.temporaryDirectory()
        process.environment = ["HOME": home, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
