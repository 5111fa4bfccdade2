import Foundation
import HTTPTransport
import LoopbackSupport
import PipelineAPI
import PipelineClient
import PipelineSigning
import Synchronization
import Testing

@Suite struct ServiceConnectionTests {
    private let signer = Signer(Credentials(accessKey: "ak", secretKey: "sk"))

    private func whileServing(
        _ reply: @escaping @Sendable (Int) -> LoopbackService.Reply,
        _ body: (LoopbackService) async throws -> Void
    ) async throws {
        let service = try LoopbackService(reply: reply)
        defer { service.stop() }
        try await body(service)
    }

    @Test func `a call is signed, asked again after a passing fault, and observed`() async throws {
        let records = Mutex<[RequestRecord]>([])
        try await whileServing { number in
            number == 0
                ? .text("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n") : .ok(#"{"jobs":[]}"#)
        } _: { service in
            let connection = ServiceConnection(
                endpoint: service.endpoint,
                authorizer: signer,
                // A busy machine may be slow to answer; the time of retrying is tested elsewhere.
                retry: RetryPolicy(
                    attempts: 2,
                    firstDelay: .milliseconds(1),
                    mostTime: .seconds(600)
                ),
                observe: { record in records.withLock { $0.append(record) } }
            )
            let jobs = try await connection.use { try await $0.send(ListJobs()).jobs }
            #expect(jobs.isEmpty)
            #expect(service.requests.count == 2)
            #expect(service.requests.allSatisfy { $0.contains("Authorization: Pandora ak:") })
            #expect(records.withLock { $0.count } == 2)
        }
    }

    @Test func `a connection is closed after its use, also where that fails`() async throws {
        struct Failure: Error {}
        try await whileServing { _ in
            .ok(#"{"jobs":[]}"#)
        } _: { service in
            let connection = ServiceConnection(
                endpoint: service.endpoint,
                authorizer: signer,
                retry: .never
            )
            await #expect(throws: Failure.self) {
                try await connection.use { client in
                    _ = try await client.send(ListJobs())
                    throw Failure()
                }
            }
            await #expect(throws: APIError.self) { try await connection.api.send(ListJobs()) }
            #expect(service.requests.count == 1)
        }
    }
}
