import ChildProcess
import Foundation
import PTYSupport

/// An sshd of a test's own on a loopback port, which lets its own user in with a key of its own.
struct SSHServer {
    private static let server = "/usr/sbin/sshd"
    private static let client = "/usr/bin/ssh"
    private static let keyMaker = "/usr/bin/ssh-keygen"

    static var isInstalled: Bool {
        [server, client, keyMaker].allSatisfy(FileManager.default.isExecutableFile)
    }

    private let directory: String
    private let id: Int32

    /// Runs the body with a server that is gone afterwards, with everything it started.
    static func with(in directory: String, _ body: (SSHServer) async throws -> Void) async throws {
        let server = try await SSHServer(directory: directory)
        defer { server.stop() }
        try await body(server)
    }

    private init(directory: String) async throws {
        self.directory = directory
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for name in ["host", "user"] { try await Self.makeKey(directory + "/" + name) }
        try Self.copy(directory + "/user.pub", directory + "/allowed")
        // A port may be taken, and only sshd itself can say so.
        for _ in 0..<20 {
            // Below those that the system gives to connections and to services without a port of their own.
            let port = Int.random(in: 20_000..<32_000)
            if let id = try await Self.start(on: port, in: directory) {
                self.id = id
                try writeClient(port)
                return
            }
        }
        throw Tmux.Failure(description: "no sshd starts: \(Self.log(in: directory))")
    }

    /// A command that logs in and runs `program` with variables of its own on a terminal.
    func command(_ program: String, environment: [String: String]) throws -> String {
        let settings = environment.sorted { $0.key < $1.key }
            .map { "export \($0.key)='\($0.value)'\n" }.joined()
        let path = directory + "/session"
        try write("#!/bin/sh\n\(settings)exec '\(program)'\n", to: "session")
        chmod(path, 0o700)
        return "\(Self.client) -tt -F \(directory)/client pipeline \(path)"
    }

    /// The processes on the server's side that run a program.
    func processes(running program: String) throws -> [Int32] {
        try ProcessTable.descendants(of: id).filter {
            ProcessTable.program(of: $0) == URL(filePath: program).resolvingSymlinksInPath().path
        }
    }

    /// The client that runs below a process.
    func clients(below process: Int32) throws -> [Int32] {
        try ProcessTable.descendants(of: process).filter {
            ProcessTable.program(of: $0) == Self.client
        }
    }

    private func stop() {
        let sessions = (try? ProcessTable.descendants(of: id)) ?? []
        kill(id, SIGTERM)
        waitpid(id, nil, 0)
        for session in sessions { kill(session, SIGKILL) }
    }

    /// Starts it, and answers nothing where the port is somebody else's.
    private static func start(on port: Int, in directory: String) async throws -> Int32? {
        let settings = """
            ListenAddress 127.0.0.1:\(port)
            HostKey \(directory)/host
            AuthorizedKeysFile \(directory)/allowed
            AuthenticationMethods publickey
            PermitRootLogin yes
            PermitUserRC no
            PidFile none
            PrintLastLog no
            PrintMotd no
            StrictModes no
            UsePAM no

            """
        try settings.write(toFile: directory + "/server", atomically: true, encoding: .utf8)
        // One that ends before it is looked at is one whose port was taken, too.
        let launched = try? DetachedChild.launch(
            server,
            arguments: ["-D", "-e", "-f", directory + "/server"],
            environment: ["PATH": "/usr/bin:/bin"],
            logPath: directory + "/log"
        )
        guard let child = launched else { return nil }
        let id = child.identity.processID
        try await eventually("sshd listens or ends") {
            child.firstLine?.contains("listening") == true || !ProcessTable.isRunning(id)
        }
        if ProcessTable.isRunning(id) { return id }
        waitpid(id, nil, 0)
        return nil
    }

    private func writeClient(_ port: Int) throws {
        let key = try String(contentsOfFile: directory + "/host.pub", encoding: .utf8)
        try write("[127.0.0.1]:\(port) \(key)", to: "known")
        let settings = """
            Host pipeline
              HostName 127.0.0.1
              Port \(port)
              User \(NSUserName())
              IdentityFile \(directory)/user
              IdentitiesOnly yes
              IdentityAgent none
              BatchMode yes
              UserKnownHostsFile \(directory)/known
              GlobalKnownHostsFile none
              StrictHostKeyChecking yes
              LogLevel ERROR

            """
        try write(settings, to: "client")
    }

    private static func makeKey(_ path: String) async throws {
        let outcome = try await ChildCommand(
            executable: keyMaker,
            arguments: ["-q", "-t", "ed25519", "-N", "", "-f", path],
            environment: [:]
        ).run()
        guard outcome.isSuccess else { throw Tmux.Failure(description: outcome.errorOutput) }
    }

    private static func copy(_ source: String, _ target: String) throws {
        try FileManager.default.copyItem(atPath: source, toPath: target)
    }

    private static func log(in directory: String) -> String {
        (try? String(contentsOfFile: directory + "/log", encoding: .utf8)) ?? "it wrote nothing"
    }

    private func write(_ text: String, to name: String) throws {
        try text.write(toFile: directory + "/" + name, atomically: true, encoding: .utf8)
    }
}
