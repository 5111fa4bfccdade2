import Foundation
import Gzip
import PipelineAPI
import PipelineServer
import PipelineService
import PipelineSigning
import Testing

@Suite struct PipelineServerTests {
    @Test(arguments: [
        (HTTPMethod.get, "/v2/repos/web", 200, #"{"region":"nb","schema":[]}"#),
        (.get, "/v2/repos/none", 404, #"{"error":"E18102: no repo named 'none'"}"#),
        (.get, "/v2/repos", 501, "E9001: "),
        (.get, "/v2/nowhere", 404, "there is no 'GET /v2/nowhere': check method and path"),
        (.get, "/v2//repos", 404, "there is no 'GET /v2//repos': check method and path"),
        (.post, "/v2/repos//data", 404, "there is no 'POST /v2/repos//data'"),
        (.put, "/v2/variables", 404, "there is no 'PUT /v2/variables': check method and path"),
        (.get, "/v2/repos/1web", 400, "E18103: "),
        (.post, "/v2/repos/web/data", 400, "E18006: "),
    ])
    func `an answer has its status, an exact label, a date and an id`(
        _ method: HTTPMethod,
        _ path: String,
        _ status: Int,
        _ body: String
    ) async throws {
        try await RunningServer.run { server in
            let answer = try await server.exchange(RunningServer.request(method, path))
            #expect(answer.status == status)
            #expect(answer.body.contains(body))
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["date"]?.hasSuffix(" GMT") == true)
            #expect(answer.headers["x-schedule-zone"].flatMap(LocalZone.init(announced:)) != nil)
            let id = try #require(answer.headers["x-reqid"])
            #expect(id.wholeMatch(of: /[A-Za-z0-9_-]{16}/) != nil)
        }
    }

    @Test func `a refused signature is told in two words, and why only in the log`() async throws {
        try await RunningServer.run { server in
            let request = RunningServer.request(.get, "/v2/repos/web", secretKey: "wrong")
            let answer = try await server.exchange(request)
            #expect(answer.status == 401)
            #expect(answer.body == #"{"error":"bad token"}"#)
            #expect(answer.headers["content-type"] == "application/json")
            #expect(answer.headers["x-reqid"]?.count == 16)
            #expect(server.log.text.contains("the signature does not match"))
        }
    }

    @Test func `the log holds neither keys, signatures nor bodies`() async throws {
        try await RunningServer.run { server in
            let request = RunningServer.request(.post, "/v2/repos/web/data", body: "a=private")
            let answer = try await server.exchange(request)
            #expect(answer.status == 200)
            let signature = try #require(request.firstMatch(of: /Pandora key:(\S+)/)?.output.1)
            #expect(server.log.text.contains("/v2/repos/web/data"))
            for secret in [RunningServer.keys.secretKey, String(signature), "private"] {
                #expect(!server.log.text.contains(secret))
            }
        }
    }

    @Test func `a long answer is packed for a peer that takes gzip, a short one never`()
        async throws
    {
        try await RunningServer.run { server in
            let headers = "Accept-Encoding: gzip, deflate\r\n"
            let long = try await server.exchange(
                RunningServer.request(.get, "/v2/repos/long", headers: headers)
            )
            #expect(long.headers["content-encoding"] == "gzip")
            #expect(long.headers["content-type"] == "application/json")
            let short = try await server.exchange(
                RunningServer.request(.get, "/v2/repos/web", headers: headers)
            )
            #expect(short.headers["content-encoding"] == nil)
            let plain = try await server.exchange(RunningServer.request(.get, "/v2/repos/long"))
            #expect(plain.headers["content-encoding"] == nil)
        }
    }

    @Test func `one connection carries many requests, each with an id of its own`() async throws {
        try await RunningServer.run { server in
            let connection = try RawConnection(url: server.url)
            defer { connection.close() }
            var ids: Set<String> = []
            for path in ["/v2/repos/web", "/v2/repos/none", "/v2/nowhere", "/v2/repos/web"] {
                let answer = try await connection.exchange(RunningServer.request(.get, path))
                ids.insert(answer.headers["x-reqid"] ?? "")
            }
            #expect(ids.count == 4)
        }
    }

    @Test func `a body may come without a type, in chunks, or with a DELETE`() async throws {
        try await RunningServer.run { server in
            let chunked = "Transfer-Encoding: chunked\r\n"
            let data = "/v2/repos/web/data"
            let requests = [
                (RunningServer.request(.post, data, body: "a=1"), 200),
                (RunningServer.request(.post, data + "?tags=", body: "a=1"), 200),
                (
                    RunningServer.request(
                        .post,
                        data,
                        body: "3\r\na=1\r\n0\r\n\r\n",
                        headers: chunked
                    ), 200
                ),
                (RunningServer.request(.post, data, body: "0\r\n\r\n", headers: chunked), 400),
                (RunningServer.request(.delete, "/v2/variables/v", body: #"{"name":"v"}"#), 200),
                (RunningServer.request(.delete, "/v2/variables/v", headers: ""), 200),
            ]
            for (request, status) in requests {
                let answer = try await server.exchange(request)
                #expect(answer.status == status, "\(request)")
            }
        }
    }

    @Test func `too many points are refused, and as many as are allowed are taken`() async throws {
        try await RunningServer.run { server in
            let most = String(repeating: "a", count: PostPoints.mostBytes)
            let path = "/v2/repos/web/data"
            let taken = try await server.exchange(RunningServer.request(.post, path, body: most))
            #expect(taken.status == 200)
            let request = RunningServer.request(.post, path, body: most + "a")
            let refused = try await server.exchange(request)
            #expect(refused.status == 413)
            #expect(refused.body.contains("E18005: "))
        }
    }

    private func server(_ host: String, _ port: Int, _ log: LogText) -> LocalServer {
        LocalServer(
            table: HandlerTable(now: { RunningServer.now }),
            verifier: RequestVerifier { _ in nil },
            host: host,
            port: port,
            process: 1,
            now: { RunningServer.now },
            logger: log.logger
        )
    }

    @Test func `a port in use is refused as such`() async throws {
        try await RunningServer.run { running in
            let port = try #require(running.url.split(separator: ":").last.flatMap { Int($0) })
            let second = server("127.0.0.1", port, running.log)
            await #expect(throws: ListenFailure.addressInUse) {
                try await second.whileServing { _ in Issue.record("two servers on one port") }
            }
        }
    }

    @Test(arguments: [
        // An address that the documents of the network keep for examples, and no machine has.
        ("192.0.2.1", ListenFailure.addressNotAvailable),
        ("no-such-host.invalid", .hostUnknown),
    ])
    func `an address that is not this machine's is refused as such`(
        _ host: String,
        _ failure: ListenFailure
    ) async throws {
        let server = server(host, 0, LogText())
        await #expect(throws: failure) {
            try await server.whileServing { _ in Issue.record("a server on '\(host)'") }
        }
    }

    @Test func `a body is unpacked within its limit, once the call takes packed ones`() throws {
        func decode(_ bytes: Data, _ coding: String?, _ call: any APICall.Type) throws -> Data {
            var headers = HeaderFields()
            headers["Content-Encoding"] = coding
            return try ContentCoding.decode(RawBody(bytes, headers: headers), for: call).bytes
        }
        func code(_ bytes: Data, _ coding: String) -> ErrorCode? {
            do {
                _ = try decode(bytes, coding, PostPoints.self)
                return nil
            } catch { return (error as? APIError)?.code }
        }
        let most = Data(repeating: UInt8(ascii: "a"), count: PostPoints.mostBytes)
        let packed = Gzip.compress(most)
        #expect(try decode(packed, "GZIP", PostPoints.self) == most)
        #expect(try decode(most, "identity", PostPoints.self) == most)
        #expect(try decode(most, nil, PostPoints.self) == most)
        #expect(try decode(Data(), "gzip", PostPoints.self).isEmpty)
        #expect(try decode(packed, "gzip", UploadPlugin.self) == packed)
        #expect(code(Gzip.compress(most + most.prefix(1)), "gzip") == .bodyTooLarge)
        #expect(code(packed.dropLast(), "gzip") == .brokenGzip)
        #expect(code(most, "br") == .brokenGzip)
    }
}

extension RunningServer {
    /// One request on a connection of its own.
    fileprivate func exchange(_ request: String) async throws -> RawConnection.Answer {
        let connection = try RawConnection(url: url)
        defer { connection.close() }
        return try await connection.exchange(request)
    }
}
