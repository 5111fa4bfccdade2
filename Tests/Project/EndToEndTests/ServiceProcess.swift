import ChildProcess
import Foundation
import HTTPTransport
import Logging
import PTYSupport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Settings

/// A `pandorad` of its own, on a free port and a directory that is gone with the test.
struct ServiceProcess {
    let directory: String
    let url: String
    let id: Int32

    /// On a port of the system's choice where none is given.
    init(
        directory: String,
        host: String = "127.0.0.1",
        port: Int = 0,
        options: [String] = []
    ) async throws {
        self.directory = directory
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let child = try DetachedChild.launch(
            BuiltProgram.path("pandorad"),
            arguments: [
                "--data-dir", directory, "--listen", "\(host):\(port)", "--log-level", "error",
            ] + options,
            environment: ProcessInfo.processInfo.environment,
            logPath: directory + "/log"
        )
        id = child.identity.processID
        let prefix = "ready "
        try await eventually("the service is ready", within: 60) {
            child.firstLine?.hasPrefix(prefix) == true
        }
        url = String((child.firstLine ?? "").dropFirst(prefix.count))
    }

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// The keys it made for itself.
    var keys: CredentialsFile {
        get throws { try CredentialsFile.read(from: directory + "/" + CredentialsFile.name) }
    }

    /// Kills it as a loss of power would.
    func killAtOnce() {
        kill(id, SIGKILL)
        waitpid(id, nil, 0)
    }

    func stop() {
        kill(id, SIGTERM)
        waitpid(id, nil, 0)
    }

    /// Calls the service with its own keys, or with others.
    func call<Output: Sendable>(
        secretKey: String? = nil,
        _ body: (APIClient) async throws -> Output
    ) async throws -> Output {
        let keys = try keys
        let connection = ServiceConnection(
            endpoint: url,
            authorizer: Signer(
                Credentials(accessKey: keys.accessKey, secretKey: secretKey ?? keys.secretKey)
            ),
            logger: Logger(label: "test")
        )
        return try await connection.use(body)
    }

    static func temporaryDirectory() -> String {
        NSTemporaryDirectory() + "pandorad-test-" + UUID().uuidString
    }
}
