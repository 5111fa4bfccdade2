import Foundation
import HTTPTransport
import LoopbackSupport
import PipelineAPI
import PipelineClient
import Testing

@Suite struct HTTPTransportTests {
    /// Sends requests to a service that is scripted so, and takes both down again.
    private func exchange<Result>(
        answerSeconds: Int64 = 30,
        reply: @escaping @Sendable (Int) -> LoopbackService.Reply,
        _ body: (HTTPTransport, LoopbackService) async throws -> Result
    ) async throws -> Result {
        let service = try LoopbackService(reply: reply)
        let transport = HTTPTransport(endpoint: service.endpoint, answerSeconds: answerSeconds)
        do {
            let result = try await body(transport, service)
            await transport.close()
            service.stop()
            return result
        } catch {
            await transport.close()
            service.stop()
            throw error
        }
    }

    private func failure(
        answerSeconds: Int64 = 30,
        _ request: WireRequest = WireRequest(.get, "/v2/jobs"),
        reply: @escaping @Sendable (Int) -> LoopbackService.Reply
    ) async throws -> (error: APIError?, requests: Int) {
        try await exchange(answerSeconds: answerSeconds, reply: reply) { transport, service in
            let error = await #expect(throws: APIError.self) { try await transport.send(request) }
            return (error, service.requests.count)
        }
    }

    @Test func `a request travels as it is, and so does its answer`() async throws {
        try await exchange(
            reply: { _ in
                .ok(#"{"jobs":[]}"#, headers: "X-Reqid: AAAA\r\nContent-Type: application/json\r\n")
            }
        ) { transport, service in
            let response = try await transport.send(
                WireRequest(
                    .post,
                    "/v2/repos/a/data",
                    headers: [
                        "Date": "Tue, 15 Nov 2016 08:12:31 GMT", "Authorization": "Pandora a:b",
                    ],
                    body: Data("x=1\ty=2\n".utf8)
                )
            )
            #expect(response.status == 200)
            #expect(response.headers["x-reqid"] == "AAAA")
            #expect(response.body == Data(#"{"jobs":[]}"#.utf8))
            let request = try #require(service.requests.first)
            #expect(request.hasPrefix("POST /v2/repos/a/data HTTP/1.1\r\n"))
            #expect(request.hasSuffix("\r\n\r\nx=1\ty=2\n"))
            let lines = request.split(separator: "\r\n").map { $0.lowercased() }
            #expect(lines.contains("host: 127.0.0.1:\(service.port)"))
            #expect(lines.contains("date: tue, 15 nov 2016 08:12:31 gmt"))
            #expect(lines.contains("authorization: pandora a:b"))
            #expect(lines.contains("content-length: 8"))
            #expect(!lines.contains { $0.hasPrefix("content-type") })
        }
    }

    @Test(arguments: [
        QueryItem("srcDatasource", "a b&c=d+e/f?g%h"), QueryItem("sortBy", "-endTime"),
        QueryItem("tags", "Zjc9ZWRnZQ=="), QueryItem("name", "数据"), QueryItem("x", "[]|^\"<>`{}"),
    ])
    func `a query goes out exactly as it is encoded`(_ item: QueryItem) async throws {
        let request = WireRequest(.get, "/v2/repos/%E4%BB%93", query: [item, QueryItem("b", "")])
        try await exchange(reply: { _ in .ok("") }) { transport, service in
            _ = try await transport.send(request)
            let line = try #require(service.requests.first?.split(separator: "\r\n").first)
            #expect(line == "GET \(request.target) HTTP/1.1")
        }
    }

    @Test(arguments: [(HTTPMethod.get, false), (.post, true), (.put, true), (.delete, false)])
    func `a post and a put without a body say that it has no bytes`(
        _ method: HTTPMethod,
        _ says: Bool
    ) async throws {
        try await exchange(reply: { _ in .ok("") }) { transport, service in
            _ = try await transport.send(WireRequest(method, "/v2/jobs/a"))
            let request = try #require(service.requests.first?.lowercased())
            #expect(request.contains("content-length: 0") == says)
            #expect(!request.contains("transfer-encoding"))
        }
    }

    @Test func `a body travels with a delete`() async throws {
        try await exchange(reply: { _ in .ok("") }) { transport, service in
            _ = try await transport.send(WireRequest(.delete, "/v2/a", body: Data("{}".utf8)))
            #expect(service.requests.first?.hasSuffix("\r\n\r\n{}") == true)
        }
    }

    @Test func `requests that follow each other share a connection`() async throws {
        try await exchange(reply: { .ok("\($0)") }) { transport, service in
            for number in 0..<5 {
                let response = try await transport.send(WireRequest(.get, "/v2/jobs"))
                #expect(response.body == Data("\(number)".utf8))
            }
            // An answer may be there a moment before its connection is free again.
            #expect(service.connections < 5)
        }
    }

    @Test func `a redirect is an answer, not a request elsewhere`() async throws {
        let moved = "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"
        try await exchange(reply: { _ in .text(moved) }) { transport, service in
            let response = try await transport.send(WireRequest(.get, "/v2/jobs"))
            #expect(response.status == 302)
            #expect(service.requests.count == 1)
        }
    }

    @Test func `a compressed answer is asked for and read`() async throws {
        let zipped = try #require(
            Data(base64Encoded: "H4sIAAAAAAACA6tWyspPKlayio6tBQBQp+rJCwAAAA==")
        )
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zipped.count)"
        let reply = Data("\(head)\r\n\r\n".utf8) + zipped
        try await exchange(reply: { _ in .bytes(reply) }) { transport, service in
            let response = try await transport.send(WireRequest(.get, "/v2/jobs"))
            #expect(response.body == Data(#"{"jobs":[]}"#.utf8))
            #expect(service.requests.first?.lowercased().contains("accept-encoding:") == true)
        }
    }

    @Test func `a refused connection says who was not there, at once`() async throws {
        let place = "127.0.0.1:\(try LoopbackService.closedPort())"
        let transport = HTTPTransport(endpoint: "http://\(place)")
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(
            error
                == APIError(
                    .unreachable,
                    "cannot reach \(place): connection refused: is the service running there?"
                )
        )
        await transport.close()
    }

    @Test(arguments: ["http://", "http:///v2", "http://a b"])
    func `an endpoint that is no address is told of`(_ endpoint: String) async {
        let transport = HTTPTransport(endpoint: endpoint)
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("check the endpoint") == true, "\(error?.message ?? "")")
        await transport.close()
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a",
    ])
    func `a connection that ends before the answer does is lost, and asked nothing twice`(
        _ beginning: String
    ) async throws {
        let stop = WireRequest(.post, "/v2/batch/actions/stop", body: Data("{}".utf8))
        let (error, requests) = try await failure(stop) { _ in .close(Data(beginning.utf8)) }
        #expect(error?.code == .connectionLost)
        #expect(error?.message.hasPrefix("the connection to 127.0.0.1:") == true)
        #expect(requests == 1)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a"])
    func `an answer that does not come, or does not end, is given up in time`(
        _ beginning: String
    ) async throws {
        let (error, requests) = try await failure(answerSeconds: 1) { _ in
            .stall(Data(beginning.utf8))
        }
        #expect(error?.code == .timedOut)
        #expect(error?.message.contains("did not answer in time") == true)
        #expect(requests == 1)
    }

    @Test func `an answer that is cut short is told as that`() async throws {
        let (error, _) = try await failure { _ in
            .close(Data("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}".utf8))
        }
        #expect(error?.code == .connectionLost)
        #expect(error?.message.hasSuffix(": the answer is cut short") == true)
    }

    @Test func `a proxy that hangs up is named`() async throws {
        let proxy = try LoopbackService { _ in .close(Data()) }
        let transport = HTTPTransport(
            endpoint: "https://service.invalid",
            proxy: (host: "127.0.0.1", port: Int(proxy.port))
        )
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        let name = "service.invalid by the proxy 127.0.0.1:\(proxy.port)"
        #expect(error?.message.hasPrefix("the connection to \(name) was lost") == true)
        await transport.close()
        proxy.stop()
    }

    @Test func `what is no HTTP is no answer`() async throws {
        let (error, _) = try await failure { _ in .close(Data("SSH-2.0-OpenSSH_9.2\r\n".utf8)) }
        #expect(error?.code == .connectionLost)
        #expect(
            error?.message.hasSuffix("it does not speak HTTP") == true,
            "\(error?.message ?? "")"
        )
    }

    @Test func `a request that is given up is cancelled`() async throws {
        try await exchange(reply: { _ in .stall(Data()) }) { transport, service in
            let error = await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await transport.send(WireRequest(.get, "/v2/jobs")) }
                while service.requests.isEmpty { await Task.yield() }
                group.cancelAll()
                return await group.nextResult()
            }
            guard case .failure(let failure as APIError)? = error else {
                Issue.record("the request was answered")
                return
            }
            #expect(failure.code == .cancelled)
        }
    }

    @Test func `an answer larger than the limit is not read`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(HTTPTransport.mostBytes + 1)\r\n\r\n"
        let (error, _) = try await failure { _ in
            .close(Data(head.utf8) + Data(count: HTTPTransport.mostBytes + 1))
        }
        #expect(error?.code == .unreadable)
        #expect(error?.message.contains("larger than 64 MiB") == true)
    }

    @Test func `a proxy is asked for a tunnel to the service`() async throws {
        let proxy = try LoopbackService { number in
            number == 0 ? .text("HTTP/1.1 200 OK\r\n\r\n") : .ok("through the proxy")
        }
        let transport = HTTPTransport(
            endpoint: "http://service.invalid:1234",
            proxy: (host: "127.0.0.1", port: Int(proxy.port))
        )
        let response = try await transport.send(WireRequest(.get, "/v2/jobs"))
        #expect(response.body == Data("through the proxy".utf8))
        let lines = proxy.requests.compactMap { $0.split(separator: "\r\n").first }
        #expect(lines == ["CONNECT service.invalid:1234 HTTP/1.1", "GET /v2/jobs HTTP/1.1"])
        await transport.close()
        proxy.stop()
    }

    @Test func `a proxy that refuses is told apart from a service that is not there`() async throws
    {
        let proxy = try LoopbackService { _ in
            .text("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        }
        let transport = HTTPTransport(
            endpoint: "http://service.invalid:1234",
            proxy: (host: "127.0.0.1", port: Int(proxy.port))
        )
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(error?.code == .unreachable)
        #expect(
            error?.message
                == "cannot reach service.invalid:1234: the proxy 127.0.0.1:\(proxy.port) refused the "
                + "connection: check HTTP_PROXY and NO_PROXY"
        )
        await transport.close()
        proxy.stop()
    }

    @Test func `a proxy that is not there is named, and not the service`() async throws {
        let transport = HTTPTransport(
            endpoint: "https://service.invalid",
            proxy: (host: "127.0.0.1", port: 1)
        )
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(error?.code == .unreachable)
        #expect(
            error?.message
                == "cannot reach service.invalid: the proxy 127.0.0.1:1 is not reached "
                + "(connection refused): check HTTPS_PROXY and NO_PROXY"
        )
        await transport.close()
    }

    @Test func `certificates that cannot be read are named by their file`() async throws {
        let service = try LoopbackService { _ in .ok("") }
        let transport = HTTPTransport(
            endpoint: "https://127.0.0.1:\(service.port)",
            caFile: "/nowhere/ca.pem"
        )
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(
            error?.message
                == "cannot reach 127.0.0.1:\(service.port): the certificates of SSL_CERT_FILE "
                + "'/nowhere/ca.pem' cannot be read: check the file"
        )
        await transport.close()
        service.stop()
    }

    @Test(arguments: [nil, "/nowhere/ca.pem"])
    func `a connection that does not become secure reaches nobody`(_ caFile: String?) async throws {
        let service = try LoopbackService { _ in .ok("") }
        let transport = HTTPTransport(
            endpoint: "https://127.0.0.1:\(service.port)",
            connectSeconds: 1,
            caFile: caFile
        )
        let error = await #expect(throws: APIError.self) {
            try await transport.send(WireRequest(.get, "/v2/jobs"))
        }
        #expect(error?.code == .unreachable)
        #expect(error?.message.hasPrefix("cannot reach 127.0.0.1:") == true)
        #expect(service.requests.isEmpty)
        await transport.close()
        service.stop()
    }
}
