import ChildProcess
import Foundation
import PTYSupport
import Settings

/// A service with a small pipeline, and `pandora` as a script would call it.
struct CommandFixture {
    /// What a command left.
    struct Outcome {
        let code: Int32?
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    let service: ServiceProcess
    let home: String
    private let keys: CredentialsFile

    /// Runs the body with a world that is gone afterwards.
    static func with(_ body: (CommandFixture) async throws -> Void) async throws {
        let directory = ServiceProcess.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let service = try await ServiceProcess(directory: directory + "/data")
        defer { service.stop() }
        let world = try CommandFixture(service: service, home: directory)
        try world.write("{\"n\": 1}\n", to: "data/buckets/logs/a.json")
        try world.write(pipeline, to: "pipeline.yaml")
        try await body(world)
    }

    private init(service: ServiceProcess, home: String) throws {
        self.service = service
        self.home = home
        keys = try CredentialsFile.read(from: service.directory + "/" + CredentialsFile.name)
    }

    var environment: [String: String] {
        [
            "HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "USER": "tester",
            "PANDORA_ENDPOINT": service.url, "PANDORA_ACCESS_KEY": keys.accessKey,
            "PANDORA_SECRET_KEY": keys.secretKey,
        ]
    }

    /// Runs `pandora` without a terminal; `input` is what a shell feeds to it.
    func pandora(
        _ arguments: String...,
        input: String? = nil,
        environment more: [String: String] = [:]
    ) async throws -> Outcome {
        try await pandora(arguments, input: input, environment: more)
    }

    /// `redirected` is what follows the command in a shell, such as `> /dev/full`.
    func pandora(
        _ arguments: [String],
        input: String? = nil,
        redirected: String? = nil,
        environment more: [String: String] = [:]
    ) async throws -> Outcome {
        let program = try BuiltProgram.path("pandora")
        var words = [program] + arguments
        if let redirected {
            words = ["/bin/sh", "-c", "\"$@\" \(redirected)", "sh"] + words
        }
        if let input {
            try write(input, to: "input")
            words = ["/bin/sh", "-c", "\"$@\" < \(home)/input", "sh"] + words
        }
        let outcome = try await ChildCommand(
            executable: words[0],
            arguments: Array(words.dropFirst()),
            environment: environment.merging(more) { $1 }
        ).run()
        return Outcome(
            code: outcome.exitCode,
            output: outcome.output,
            errors: outcome.errorOutput
        )
    }

    /// Starts `pandora` on a terminal of its own.
    func terminal(_ arguments: String...) throws -> PseudoTerminal {
        try PseudoTerminal(
            BuiltProgram.path("pandora"),
            arguments,
            environment: environment.merging(["TERM": "xterm-256color"]) { $1 },
            width: 100,
            height: 30
        )
    }

    /// Writes profiles on the service, each with settings of its own, and what else the configuration has.
    func writeProfiles(_ settings: [String: String], _ rest: String = "") throws {
        let profiles = settings.sorted { $0.key < $1.key }.map { name, more in
            "  \(name): {endpoint: '\(service.url)', accessKey: '\(keys.accessKey)', "
                + "secretKey: '\(keys.secretKey)', \(more)}\n"
        }
        let path = ".config/pandora/config.yaml"
        try write("profiles:\n" + profiles.joined() + rest, to: path)
        chmod(home + "/" + path, 0o600)
    }

    func write(_ text: String, to path: String) throws {
        let url = URL(filePath: home + "/" + path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: url)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: home + "/" + path)
    }

    /// The lines of the audit file, oldest first.
    var audit: [String] {
        let path = home + "/.local/state/pandora/audit.log"
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    private static let pipeline = """
        kind: repo
        name: taps
        region: nb
        schema:
          - {key: n, valtype: long, required: true}
          - {key: word, valtype: string}
        ---
        kind: export
        in: taps
        name: to_logs
        type: logdb
        spec: {destRepoName: logs, doc: {n: "#n"}}
        whence: oldest
        ---
        kind: datasource
        name: files
        region: nb
        type: kodo
        spec: {bucket: logs, fileType: json}
        schema: []
        ---
        kind: job
        name: quick
        srcs: [{name: files, type: DataSource, tableName: t}]
        computation: {type: SQL, code: "SELECT sum(n) AS n FROM t"}
        container: {type: 1U2G, count: 1}
        scheduler: {type: manual}
        ---
        {"kind": "job", "name": "endless",
         "srcs": [{"name": "files", "type": "DataSource", "tableName": "t"}],
         "computation": {"type": "SQL", "code":
           "-- dialect: duckdb\\nSELECT max(sleep_ms(86400000 + n)) AS n FROM t"},
         "container": {"type": "1U2G", "count": 1},
         "scheduler": {"type": "manual"}}
        """
}
