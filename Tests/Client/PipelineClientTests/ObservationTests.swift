import FoundationEssentials
import PipelineAPI
import PipelineClient
import PipelineSigning
import Synchronization
import Testing

@Suite struct ObservationTests {
    @Test func `every attempt is told of with its outcome and its sizes`() async throws {
        let records = Mutex<[RequestRecord]>([])
        let lost = APIError(.connectionLost, "gone")
        let transport = ScriptedTransport([.failure(lost), .ok(#"{"jobs":[]}"#)])
        let manual = ManualTime()
        let client = APIClient(
            transport: transport,
            layers: [
                RetryMiddleware(
                    policy: RetryPolicy(),
                    time: manual.time,
                    jitter: { 1 },
                    logger: .silent
                ),
                ObservingMiddleware(
                    time: manual.time,
                    observers: [{ record in records.withLock { $0.append(record) } }]
                ),
            ],
            now: manual.time.now
        )
        _ = try await client.send(ListJobs(srcJob: "a"))
        let seen = records.withLock { $0 }
        #expect(seen.map(\.call) == ["ListJobs", "ListJobs"])
        #expect(seen.map(\.path) == ["/v2/jobs", "/v2/jobs"])
        #expect(seen.map(\.failure) == [lost, nil])
        #expect(seen.map(\.status) == [nil, 200])
        #expect(seen.map(\.bytesReceived) == [0, 11])
        #expect(seen.map(\.requestID) == [nil, "AAAA"])
    }

    @Test func `a request's time is from its beginning to its answer`() async throws {
        let records = Mutex<[RequestRecord]>([])
        let manual = ManualTime()
        let observing = ObservingMiddleware(
            time: manual.time,
            observers: [{ record in records.withLock { $0.append(record) } }]
        )
        let context = CallContext(name: "ListJobs", isReadOnly: true)
        _ = try await observing.handle(WireRequest(.get, "/v2/jobs"), context) {
            _ throws(APIError) in
            try? await manual.time.sleep(.milliseconds(8))
            return WireResponse(status: 200)
        }
        #expect(records.withLock { $0.map(\.duration) } == [.milliseconds(8)])
    }

    @Test func `no key, signature, query or body is logged`() async throws {
        let journal = Journal()
        let transport = ScriptedTransport([
            .ok("{}"), .status(401, #"{"error":"bad token"}"#, headers: ["X-Reqid": "BBBB"]),
            .failure(APIError(.unreachable, "cannot reach")),
        ])
        let client = APIClient.standard(
            transport: transport,
            authorizer: Signer(Credentials(accessKey: "ak", secretKey: "topsecret")),
            logger: .writing(to: journal),
            now: { ManualTime.start }
        )
        let points = Data("city=Rome".utf8)
        let call = PostPoints(repo: try RepoName("a"), text: points, tags: "dGFn")
        _ = try await client.send(call)
        await #expect(throws: APIError.self) { try await client.send(call) }
        await #expect(throws: APIError.self) { try await client.send(call) }
        let log = journal.lines.joined(separator: "\n")
        let requests = await transport.requests
        #expect(requests.count == 3)
        #expect(journal.lines.count == 3)
        #expect(log.contains("status=401"))
        #expect(log.contains("request=BBBB"))
        #expect(log.contains("cannot reach"))
        let signatures = requests.compactMap {
            $0.headers["Authorization"]?.split(separator: ":").last
        }
        #expect(signatures.count == 3)
        for text in ["topsecret", "Rome", "dGFn", "Pandora ak"] + signatures.map(String.init) {
            #expect(!log.contains(text), "\(text)")
        }
    }
}
