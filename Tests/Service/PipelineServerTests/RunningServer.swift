import Foundation
import Logging
import PipelineAPI
import PipelineServer
import PipelineService
import PipelineSigning
import Synchronization

/// A server with two handlers, what it logs, and requests signed for it.
struct RunningServer: Sendable {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)
    static let keys = Credentials(accessKey: "key", secretKey: "a-secret-nobody-logs")
    let url: String
    let log: LogText

    /// `GetRepo` knows two repos, `PostPoints` and `DeleteVariable` take anything.
    static func run(
        limits: ConnectionLimits = ConnectionLimits(),
        _ body: (RunningServer) async throws -> Void
    ) async throws {
        var table = HandlerTable(now: { now })
        table.on(GetRepo.self) { call, _ throws(APIError) in
            if call.repo.description == "long" {
                let fields = (0..<200).map { SchemaField("field_\($0)", .string) }
                return Repo(region: "nb", schema: fields)
            }
            guard call.repo.description == "web" else {
                throw APIError(.repoNotFound, "no repo named '\(call.repo)'")
            }
            return Repo(region: "nb", schema: [])
        }
        table.on(PostPoints.self) { call, _ throws(APIError) in
            guard !call.body.bytes.isEmpty else { throw APIError(.emptyBody, "no points") }
            return Nothing()
        }
        table.on(DeleteVariable.self) { _, _ throws(APIError) in Nothing() }
        let log = LogText()
        let server = LocalServer(
            table: table,
            verifier: RequestVerifier { $0 == keys.accessKey ? keys.secretKey : nil },
            host: "127.0.0.1",
            port: 0,
            process: 7,
            limits: limits,
            now: { now },
            logger: log.logger
        )
        try await server.whileServing { try await body(RunningServer(url: $0, log: log)) }
    }

    /// A signed request as its bytes; the body's length is said unless other headers are given.
    static func request(
        _ method: HTTPMethod,
        _ target: String,
        body: String = "",
        headers: String? = nil,
        secretKey: String? = nil
    ) -> String {
        let path = String(target.prefix { $0 != "?" })
        let keys = Credentials(
            accessKey: keys.accessKey,
            secretKey: secretKey ?? keys.secretKey
        )
        let signed = Signer(keys).authorize(WireRequest(method, path), at: now)
        let fields = signed.headers.fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return "\(method.rawValue) \(target) HTTP/1.1\r\nHost: test\r\n\(fields)"
            + (headers ?? "Content-Length: \(body.utf8.count)\r\n") + "\r\n\(body)"
    }
}

/// What was logged, line by line.
final class LogText: Sendable {
    private let lines = Mutex<[String]>([])
    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: LogText
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.lines.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
