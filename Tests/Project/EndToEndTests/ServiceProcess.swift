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
        do {
            try await eventually("the service is ready", within: 60) {
                child.firstLine?.hasPrefix(prefix) == true
            }
        } catch {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
            throw error
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

extension ServiceProcess {
    /// Writes a file with one line into a bucket of the service, and creates the data source `files` over it.
    static func createSource(_ api: APIClient, directory: String) async throws {
        try FileManager.default.createDirectory(
            atPath: directory + "/buckets/logs",
            withIntermediateDirectories: true
        )
        try Data("{\"n\":1}\n".utf8).write(to: URL(filePath: directory + "/buckets/logs/a.json"))
        _ = try await api.send(
            CreateDataSource(
                dataSource: DataSourceName("files"),
                body: .init(
                    region: "nb",
                    type: .kodo,
                    spec: DataSourceSpec(bucket: "logs", fileType: "json")
                )
            )
        )
    }
}

extension JobDefinition {
    /// A manual job over the data source `files` that does not end by itself.
    static var endless: JobDefinition {
        JobDefinition(
            srcs: [JobSource(name: "files", type: .dataSource, tableName: "t")],
            computation: Computation(
                // It sleeps, since a computation that works would take the processor from every other test.
                code: "-- dialect: duckdb\nSELECT max(sleep_ms(86400000 + n)) AS n FROM t"
            ),
            container: Container(type: "1U2G", count: 1),
            scheduler: JobScheduler(type: .manual)
        )
    }
}
