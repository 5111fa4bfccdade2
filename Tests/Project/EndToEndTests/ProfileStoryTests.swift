import Foundation
import PTYSupport
import PipelineAPI
import PipelineClient
import Settings
import Testing

/// One console and several services: switched between, stopped, and there again.
@Suite(.serialized) struct ProfileStoryTests {
    /// A service with one repo of a name.
    private func service(
        with repo: String,
        at directory: String,
        port: Int = 0
    ) async throws -> ServiceProcess {
        let service = try await ServiceProcess(directory: directory, port: port)
        let schema = try Schema([SchemaField("n", .long)])
        try await service.call { api in
            _ = try await api.send(
                CreateRepo(repo: RepoName(repo), body: .init(region: "nb", schema: schema))
            )
        }
        return service
    }

    private func configuration(_ services: [String: ServiceProcess]) throws -> String {
        try services.sorted { $0.key < $1.key }.reduce(into: "profile: alpha\nprofiles:\n") {
            let keys = try $1.value.keys
            $0 += "  \($1.key): {endpoint: '\($1.value.url)', accessKey: '\(keys.accessKey)', "
            $0 += "secretKey: '\(keys.secretKey)'}\n"
        }
    }

    /// A home directory with a configuration, gone afterwards.
    private func withHome(_ body: (String) async throws -> Void) async throws {
        let home = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: home) }
        try FileManager.default.createDirectory(
            atPath: home + "/.config/pandora",
            withIntermediateDirectories: true
        )
        try await body(home)
    }

    private func write(_ text: String, configurationOf home: String) throws {
        let path = home + "/.config/pandora/config.yaml"
        try Data(text.utf8).write(to: URL(filePath: path))
        chmod(path, 0o600)
    }

    private func withConsole(at home: String, _ body: (Tmux) async throws -> Void) async throws {
        try await Tmux.withWindow(
            BuiltProgram.path("pandora"),
            width: 100,
            height: 30,
            environment: ["HOME": home, "USER": "tester"],
            body
        )
    }

    @Test func `P goes on with another profile, of which alone anything is shown`() async throws {
        try await withHome { home in
            let first = try await service(with: "first_repo", at: home + "/one")
            defer { first.stop() }
            let second = try await service(with: "second_repo", at: home + "/two")
            defer { second.stop() }
            let text = try configuration(["alpha": first, "beta": second])
            try write(text, configurationOf: home)
            try await withConsole(at: home) { tmux in
                let before = try await tmux.wait("the first profile") { screen in
                    screen.contains("● live") && screen.contains("first_repo")
                }
                #expect(before.contains("pandora  alpha · nb"))
                try await tmux.send("P")
                try await tmux.wait(for: "Switch to profile")
                try await tmux.send("Down")
                try await tmux.wait(for: "▌  beta")
                try await tmux.send("Enter")
                let after = try await tmux.wait("the second profile") { screen in
                    screen.contains("● live") && screen.contains("second_repo")
                }
                #expect(after.contains("pandora  beta · nb") && !after.contains("alpha"))
                #expect(!after.contains("first_repo"))
                try await tmux.send("P")
                try await tmux.wait(for: "Switch to profile")
                try await tmux.send("Up")
                try await tmux.wait(for: "▌  alpha")
                try await tmux.send("Enter")
                let back = try await tmux.wait("the first profile again") { screen in
                    screen.contains("● live") && screen.contains("first_repo")
                }
                #expect(back.contains("pandora  alpha · nb") && !back.contains("second_repo"))
                try await tmux.press("q", until: "exit code 0")
            }
        }
    }

    @Test func `a start with the service stopped shows what was known, and its return is seen`()
        async throws
    {
        try await withHome { home in
            let first = try await service(with: "known_repo", at: home + "/one")
            try write(try configuration(["alpha": first]), configurationOf: home)
            try await withConsole(at: home) { tmux in
                try await tmux.wait("the repo") { screen in
                    screen.contains("● live") && screen.contains("known_repo")
                }
                try await tmux.press("q", until: "exit code 0")
            }
            first.stop()
            try await withConsole(at: home) { tmux in
                try await tmux.wait("what was known, marked") { screen in
                    screen.contains("○ offline") && screen.contains("known_repo")
                        && screen.contains("stale")
                }
                // Nothing is sent to a service that is not there.
                try await tmux.send("1")
                try await tmux.press("D", until: "the service cannot be reached now")
                let again = try await ServiceProcess(directory: home + "/one", port: first.port)
                defer { again.stop() }
                let live = try await tmux.wait("live without a key", within: 60) { screen in
                    screen.contains("● live") && !screen.contains("stale")
                }
                #expect(live.contains("known_repo"))
                try await tmux.press("q", until: "exit code 0")
            }
        }
    }

    @Test func `the very first picture has what was known, before any answer could be`()
        async throws
    {
        try await withHome { home in
            let service = try await service(with: "known_repo", at: home + "/one")
            defer { service.stop() }
            try write(try configuration(["alpha": service]), configurationOf: home)
            try await withConsole(at: home) { tmux in
                try await tmux.wait("the repo") {
                    $0.contains("● live") && $0.contains("known_repo")
                }
                try await tmux.press("q", until: "exit code 0")
            }
            // A stopped process takes connections and answers none.
            kill(service.id, SIGSTOP)
            defer { kill(service.id, SIGCONT) }
            try await withConsole(at: home) { tmux in
                let first = try await tmux.wait("the last known state") {
                    $0.contains("known_repo")
                }
                #expect(first.contains("connecting") && !first.contains("● live"))
                kill(service.id, SIGCONT)
                try await tmux.wait(for: "● live", within: 60)
                try await tmux.press("q", until: "exit code 0")
            }
        }
    }
}
