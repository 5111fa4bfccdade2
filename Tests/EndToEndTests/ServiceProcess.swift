import Foundation
import HTTPTransport
import Logging
import PTYSupport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Settings

/// A `pandorad` of its own, on a free port and a directory that is gone with the test.
final class ServiceProcess {
    let directory: String
    let process = Process()
    private(set) var url = ""

    init(directory: String, arguments: [String] = []) throws {
        self.directory = directory
        process.executableURL = URL(filePath: try BuiltProgram.path("pandorad"))
        process.arguments =
            ["--data-dir", directory, "--listen", "127.0.0.1:0", "--log-level", "error"] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        url = line.replacingOccurrences(of: "ready ", with: "")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Kills it as a loss of power would.
    func killAtOnce() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Calls the service with its own keys, or with others.
    func call<Output: Sendable>(
        secretKey: String? = nil,
        _ body: (APIClient) async throws -> Output
    ) async throws -> Output {
        let keys = try CredentialsFile.read(from: directory + "/" + CredentialsFile.name)
        let transport = HTTPTransport(endpoint: url)
        let client = APIClient.standard(
            transport: transport,
            authorizer: Signer(
                Credentials(accessKey: keys.accessKey, secretKey: secretKey ?? keys.secretKey)
            ),
            logger: Logger(label: "test"),
            now: { Date() }
        )
        do {
            let output = try await body(client)
            await transport.close()
            return output
        } catch {
            await transport.close()
            throw error
        }
    }

    static func temporaryDirectory() -> String {
        NSTemporaryDirectory() + "pandorad-test-" + UUID().uuidString
    }
}
