import LoopbackSupport
import PipelineAPI
import PipelineEngine
import Settings
import Testing

@testable import Destinations

/// What is sent to InfluxDB, and what is said of its answers, by a peer that answers what a test tells it.
@Suite struct SeriesServerTests {
    private static let spec: JSONValue = [
        "destRepoName": "d", "series": "s", "fields": ["v": "#n"], "timestamp": "#t",
    ]

    private func answer(_ status: String, _ error: String = "") -> LoopbackService.Reply {
        let body = error.isEmpty ? "" : "{\"error\":\"\(error)\"}"
        return .text("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    /// Delivers two points; returns what was asked of the peer and how it ended.
    private func deliver(
        keys: String = "database: '$(repo)', user: u, password: hidden",
        spec: JSONValue = spec,
        _ reply: @escaping @Sendable (Int) -> LoopbackService.Reply
    ) async throws -> (requests: [String], failure: DeliveryFailure?) {
        let server = try LoopbackService(reply: reply)
        defer { server.stop() }
        let text = "tsdb: {url: 'http://127.0.0.1:\(server.port)', \(keys)}"
        let servers = StoreServers(try Stores(text: text, source: "stores.yaml"))
        let fixture = try DestinationFixture(servers: servers)
        do throws(DeliveryFailure) {
            try await fixture.deliver(
                .tsdb,
                spec,
                [
                    ["n": 1, "t": "2026-01-01T00:00:00Z"], ["n": 2, "t": "2026-01-01T00:00:00Z"],
                ]
            )
            return (server.requests, nil)
        } catch { return (server.requests, error) }
    }

    @Test func `points go to the export's database, with the user's keys, in one request`()
        async throws
    {
        let (requests, failure) = try await deliver { _ in answer("204 No Content") }
        #expect(failure == nil)
        let request = try #require(requests.first)
        #expect(request.hasPrefix("POST /write?precision=ns&db=d HTTP/1.1"))
        #expect(request.lowercased().contains("authorization: basic dtpoawrkzw4="))
        #expect(request.contains("s v=1i 1767225600000"))
        #expect(requests.count == 1)
    }

    @Test func `version 2 has a bucket and a token`() async throws {
        let keys = "org: o, bucket: b, token: secret"
        let (requests, _) = try await deliver(keys: keys) { _ in answer("204 No Content") }
        let request = try #require(requests.first)
        #expect(request.hasPrefix("POST /api/v2/write?precision=ns&org=o&bucket=b HTTP/1.1"))
        #expect(request.lowercased().contains("authorization: token secret"))
    }

    @Test func `what the store was too busy for is sent again`() async throws {
        let (requests, failure) = try await deliver {
            $0 == 0 ? answer("503 Busy") : answer("204 No Content")
        }
        #expect(failure == nil)
        #expect(requests.count == 2)
    }

    @Test(arguments: [
        ("404 Not Found", "database not found", "has no database 'd': create it there"),
        ("401 Unauthorized", "authorization failed", "does not know the user or the password"),
        ("403 Forbidden", "not authorized to write", "give the user the right there"),
        ("500 Error", "write wal: no space left on device", "has no room left: make room there"),
        ("500 Error", "panic", "answered 500 ('panic'): look at its log"),
    ])
    func `a refusal says what to do, and no password`(
        _ status: String,
        _ error: String,
        _ said: String
    ) async throws {
        let (_, failure) = try await deliver { _ in answer(status, error) }
        #expect(failure?.description.contains(said) == true, "\(failure?.description ?? "")")
        #expect(failure?.description.contains("hidden") == false)
    }

    @Test func `a refused point is found by halves, and stops an export that leaves none out`()
        async throws
    {
        let (requests, failure) = try await deliver { number in
            number == 1
                ? answer("204 No Content") : answer("400 Bad", "partial write: bad dropped=1")
        }
        #expect(requests.count == 3)
        #expect(
            failure?.description
                == "1 of 2 records was refused, the first since bad: correct the data or the mapping, or set "
                + "omitInvalid"
        )
    }
}
