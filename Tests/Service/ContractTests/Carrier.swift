import FoundationEssentials
import HTTPTransport
import Logging
import PipelineAPI
import PipelineClient
import PipelineServer
import PipelineService
import PipelineSigning
import SQLiteStore
import Testing

/// The ways a call can reach the service; every behaviour holds over each.
enum Carrier: String, CaseIterable, CustomTestStringConvertible {
    case memory, sqlite, http

    var testDescription: String { rawValue }

    /// Lends a service of its own, empty, with nothing behind it that computes.
    func world(_ body: (ServiceFixture) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.path + "/contract-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        switch self {
        case .memory: try await body(ServiceFixture(store: MemoryStore(), root: root))
        case .sqlite:
            let store = try SQLiteStore.open(at: root + "/pipeline.sqlite")
            try await body(ServiceFixture(store: store, root: root))
        case .http: try await overHTTP(ServiceFixture(store: MemoryStore(), root: root), body)
        }
    }

    /// The same behind a port: each call is signed, sent, verified, answered and read.
    private func overHTTP(
        _ world: ServiceFixture,
        _ body: (ServiceFixture) async throws -> Void
    ) async throws {
        let keys = Credentials(accessKey: "key", secretKey: "secret")
        let server = LocalServer(
            table: world.table,
            verifier: RequestVerifier { $0 == keys.accessKey ? keys.secretKey : nil },
            host: "127.0.0.1",
            port: 0,
            process: 1,
            now: { ServiceFixture.now },
            logger: Logger(label: "contract") { _ in SwiftLogNoOpLogHandler() }
        )
        try await server.whileServing { url in
            let connection = ServiceConnection(
                endpoint: url,
                authorizer: Signer(keys),
                retry: .never,
                now: { ServiceFixture.now }
            )
            try await connection.use { client in
                var world = world
                world.api = client
                world.send = { request in
                    let signed = Signer(keys).authorize(request, at: ServiceFixture.now)
                    return try await connection.transport.send(signed)
                }
                try await body(world)
            }
        }
    }
}
