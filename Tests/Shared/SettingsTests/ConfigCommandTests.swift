import Testing

@testable import Settings

@Suite struct ConfigCommandTests {
    private func file(_ text: String) throws(SettingsError) -> ConfigFile {
        try ConfigFile(text: text, path: "/c/config.yaml")
    }

    @Test func `commands are read in their order`() throws {
        let commands = try file(
            """
            commands:
              logs:
                key: F5
                kinds: [jobs, runs]
                run: [less, "/var/log/{job}.log"]
                help: its log
                confirm: true
                background: true
                safe: true
              ping: {kinds: repos, run: ping}
            """
        ).commands
        #expect(commands.map(\.name) == ["logs", "ping"])
        #expect(commands[0].key == "F5" && commands[0].kinds == ["jobs", "runs"])
        #expect(commands[0].words == ["less", "/var/log/{job}.log"])
        #expect(commands[0].confirms && commands[0].isInBackground && commands[0].isSafe)
        #expect(commands[1].words == ["ping"] && !commands[1].isSafe && commands[1].key == nil)
    }

    @Test(
        arguments: [
            ("{kinds: jobs, run: a, confrim: true}", "did you mean 'confirm'?"),
            ("{kinds: jobs}", "commands.x.run in '/c/config.yaml': is missing"),
            ("{run: a}", "commands.x.kinds in '/c/config.yaml': is missing"),
            ("{kinds: jobs, run: a, safe: perhaps}", "write true or false"),
            ("less", "is not a mapping"),
        ]
    )
    func `what cannot be meant is refused at its place`(_ text: String, _ reason: String) {
        let error = #expect(throws: SettingsError.self) { try file("commands:\n  x: \(text)") }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
