import ChildProcess
import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import Testing

/// What the programs say, and end with, when something is wrong from the start.
@Suite(.serialized) struct BadInputTests {
    @Test func `an endpoint out of reach opens the console, which says so and goes on trying`()
        async throws
    {
        try await console(["PANDORA_ENDPOINT": "http://127.0.0.1:1"]) { tmux in
            try await tmux.wait("that it is offline, why, and when it tries again") { screen in
                screen.contains("offline") && screen.contains("next try")
                    && screen.contains("connection refused")
            }
        }
    }

    @Test func `a wrong key is told apart from a lost connection`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory)
        defer { service.stop() }
        try await console(["PANDORA_ENDPOINT": service.url]) { tmux in
            try await tmux.wait(for: "the key was refused")
        }
        let error = await #expect(throws: APIError.self) {
            try await service.call(secretKey: "wrong") { try await $0.send(ListRepos()) }
        }
        #expect(error?.code == .unauthorized)
        #expect(error?.message.contains("clock") == true)
    }

    @Test func `a second service on the same directory names the first`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory)
        defer { service.stop() }
        let result = try await run(
            "pandorad",
            ["--data-dir", directory, "--listen", "127.0.0.1:0"]
        )
        #expect(result.code == 75)
        #expect(result.text.contains("in use by process \(service.id)"))
        #expect(result.text.contains(service.url))
    }

    @Test func `a port in use is said with the address`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory)
        defer { service.stop() }
        let address = service.url.replacingOccurrences(of: "http://", with: "")
        let result = try await run("pandorad", ["--ephemeral", "--listen", address])
        #expect(result.code == 69)
        #expect(result.text.contains("address '\(address)' cannot be had"))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6")))
    func `a service on an IPv6 address says a URL that its clients can use`() async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory, host: "[::1]")
        defer { service.stop() }
        #expect(service.url.hasPrefix("http://[::1]:"))
        #expect(try await service.call { try await $0.send(ListRepos()) }.repos == [])
    }

    @Test(arguments: [
        (["--data-dir", "/dev/null/x"], Int32(73), "data directory '/dev/null/x' cannot be made"),
        (["--ephemeral", "--listen", "nowhere"], 64, "'nowhere' is not an address"),
        (["--ephemeral", "--listen", "::1:9911"], 64, "put an IPv6 address in brackets"),
        (["--ephemeral", "--listen", "[]:9911"], 64, "'[]:9911' is not an address"),
        (["--ephemeral", "--listen", "[host]:0"], 64, "'[host]:0' is not an address"),
        (["--ephemeral", "--listen", "127.example:0"], 78, "can be reached from outside"),
        (["--ephemeral", "--header-timeout", "0"], 64, "use 1 to 86400 seconds"),
        (["--ephemeral", "--listen", "0.0.0.0:0"], 78, "can be reached from outside"),
        (["--ephemeral", "--backfill", "-1"], 64, "backfill"),
        (["--ephemeral", "--prefix-zone", "Asia/Shanghai"], 64, "prefix-zone"),
        (["--ephemeral", "--prefix-zone", "+24:00"], 64, "prefix-zone"),
        (["--ephemeral", "--zone", "+08:00"], 64, "use the name of a zone such as Asia/Shanghai"),
        (["--ephemeral", "--zone", "Asia/Nowhere"], 64, "knows no such zone"),
    ])
    func `a service that cannot start says why in one line`(
        _ arguments: [String],
        _ code: Int32,
        _ text: String
    ) async throws {
        let result = try await run("pandorad", arguments)
        #expect(result.code == code)
        #expect(result.text.contains(text))
    }

    @Test func `without a terminal the console and the demo explain themselves`() async throws {
        let console = try await run(
            "pandora",
            [],
            [
                "PANDORA_ENDPOINT": "http://127.0.0.1:1", "PANDORA_ACCESS_KEY": "a",
                "PANDORA_SECRET_KEY": "b",
            ]
        )
        #expect(console.code == 74)
        #expect(console.text.contains("terminal"))
        let demo = try await run("pandora", ["demo"])
        #expect(demo.code == 74)
        #expect(demo.text.contains("needs a terminal"))
    }

    @Test func `with no service to work with the console says what to do`() async throws {
        let result = try await run("pandora", [])
        #expect(result.code == 64)
        #expect(result.text.contains("pandora demo"))
    }

    @Test func `a configuration that others can read is refused with the remedy`() async throws {
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
        let result = try await run("pandora", [], ["XDG_CONFIG_HOME": home])
        #expect(result.code == 64)
        #expect(result.text.contains("chmod 600 '\(file)'"))
    }

    @Test func `a configuration that is a link to nothing is not taken for none`() async throws {
        let home = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: home) }
        let directory = home + "/pandora"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        for (target, reason) in [
            ("gone.yaml", "is a link to a file that does not exist: correct it"),
            ("config.yaml", "cannot be read: too many levels of symbolic links"),
        ] {
            let file = directory + "/config.yaml"
            try? FileManager.default.removeItem(atPath: file)
            try FileManager.default.createSymbolicLink(
                atPath: file,
                withDestinationPath: target
            )
            let result = try await run("pandora", ["get", "jobs"], ["XDG_CONFIG_HOME": home])
            #expect(result.code == 64)
            #expect(result.text.contains("'\(file)' \(reason)"), "\(result.text)")
        }
    }

    @Test func `an unknown TERM is worked around and said`() async throws {
        try await console(["PANDORA_ENDPOINT": "http://127.0.0.1:1", "TERM": "martian"]) { tmux in
            try await tmux.wait(for: "martian")
        }
    }

    @Test func `a terminal too small says how large it must be`() async throws {
        try await console(["PANDORA_ENDPOINT": "http://127.0.0.1:1"], width: 39, height: 8) {
            tmux in
            try await tmux.wait(for: "pandora needs 40×10, this is 39×")
        }
    }

    /// Opens the console, looks at it, and quits.
    private func console(
        _ environment: [String: String],
        width: Int = 160,
        height: Int = 30,
        _ body: (Tmux) async throws -> Void
    ) async throws {
        let base = ["PANDORA_ACCESS_KEY": "stranger", "PANDORA_SECRET_KEY": "nothing"]
        try await Tmux.withWindow(
            BuiltProgram.path("pandora"),
            width: width,
            height: height,
            environment: base.merging(environment) { $1 }
        ) { tmux in
            try await body(tmux)
            try await tmux.press("q", until: "exit code 0")
        }
    }

    /// Runs a program to its end, without a terminal.
    private func run(
        _ program: String,
        _ arguments: [String],
        _ environment: [String: String] = [:]
    ) async throws -> (code: Int32?, text: String) {
        let home = ServiceProcess.temporaryDirectory()
        let outcome = try await ChildCommand(
            executable: BuiltProgram.path(program),
            arguments: arguments,
            environment: ["HOME": home, "PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        ).run()
        return (outcome.exitCode, outcome.output + outcome.errorOutput)
    }
}
