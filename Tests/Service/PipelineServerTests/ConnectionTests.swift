import PipelineAPI
import PipelineServer
import Testing

/// Clients that write before they read, stop in the middle, or are slow, over real sockets.
@Suite(.serialized) struct ConnectionTests {
    @Test(arguments: [
        ("/v2/repos/web/data", 8, ""),
        ("/v2/repos/web", 40, ""),
        ("/v2/repos/web/data", 8, "Transfer-Encoding: chunked\r\n"),
    ])
    func `a body far over the limit that is written before anything is read gets its refusal`(
        _ path: String,
        _ mebibytes: Int,
        _ headers: String
    ) async throws {
        let patient = Duration.seconds(300)
        let limits = ConnectionLimits(headers: patient, body: patient, drain: patient)
        try await RunningServer.run(limits: limits) { server in
            let piece = String(repeating: "a", count: 1024 * 1024)
            var body = String(repeating: piece, count: mebibytes)
            if !headers.isEmpty {
                body = String(repeating: "100000\r\n\(piece)\r\n", count: mebibytes) + "0\r\n\r\n"
            }
            let connection = try RawConnection(url: server.url)
            defer { connection.close() }
            let answer = try await connection.exchange(
                RunningServer.request(
                    .post,
                    path,
                    body: body,
                    headers: headers.isEmpty ? nil : headers
                )
            )
            #expect(answer.status == 413)
            #expect(answer.body.contains("E18005: "))
            #expect(answer.headers["connection"] == "close")
            try await connection.waitForEnd()
        }
    }

    @Test func `of a refused body no more is read than the bound`() async throws {
        let limits = ConnectionLimits(drainBytes: 1024 * 1024)
        try await RunningServer.run(limits: limits) { server in
            let connection = try RawConnection(url: server.url)
            defer { connection.close() }
            let body = String(repeating: "a", count: 64 * 1024 * 1024)
            // The service closes before all of it is written.
            await #expect(throws: RawConnection.Failure.self) {
                try await connection.send(
                    RunningServer.request(.post, "/v2/repos/web/data", body: body)
                )
            }
        }
    }

    @Test func `a refused body whose rest never comes ends with its time`() async throws {
        try await RunningServer.run(limits: ConnectionLimits(drain: .milliseconds(300))) { server in
            let connection = try RawConnection(url: server.url)
            defer { connection.close() }
            let answer = try await connection.exchange(
                RunningServer.request(
                    .post,
                    "/v2/repos/web/data",
                    body: "a=1",
                    headers: "Content-Length: 9000000\r\n"
                )
            )
            #expect(answer.status == 413)
            try await connection.waitForEnd()
        }
    }

    @Test func `five hundred requests sent by half are all closed`() async throws {
        let limits = ConnectionLimits(
            headers: .seconds(1),
            body: .seconds(1),
            idle: .seconds(1)
        )
        try await RunningServer.run(limits: limits) { server in
            let path = "/v2/repos/web/data"
            let whole = RunningServer.request(.post, path, body: "a=1")
            let halves = [
                "", "P", "POST \(path) HTT", String(whole.dropLast(5)), String(whole.dropLast()),
            ]
            let connections = try (0..<500).map { _ in try RawConnection(url: server.url) }
            defer { for connection in connections { connection.close() } }
            for (index, connection) in connections.enumerated() {
                try await connection.send(halves[index % halves.count])
            }
            for connection in connections { try await connection.waitForEnd() }
            let next = try RawConnection(url: server.url)
            defer { next.close() }
            #expect(try await next.exchange(whole).status == 200)
        }
    }

    @Test func `a slow upload that goes on is taken, however long it lasts`() async throws {
        let limits = ConnectionLimits(body: .seconds(6), leastBodyBytes: 1)
        try await RunningServer.run(limits: limits) { server in
            let connection = try RawConnection(url: server.url)
            defer { connection.close() }
            let began = ContinuousClock.now
            try await connection.send(
                RunningServer.request(
                    .post,
                    "/v2/repos/web/data",
                    headers: "Transfer-Encoding: chunked\r\n"
                )
            )
            while ContinuousClock.now - began < limits.body + .seconds(1) {
                try await connection.send("3\r\na=1\r\n")
                try await Task.sleep(for: .milliseconds(50))
            }
            try await connection.send("0\r\n\r\n")
            #expect(try await connection.answer().status == 200)
        }
    }

    @Test func `a connection over the limit waits until another has closed`() async throws {
        try await RunningServer.run(limits: ConnectionLimits(connections: 1)) { server in
            let request = RunningServer.request(.get, "/v2/repos/web")
            let first = try RawConnection(url: server.url)
            #expect(try await first.exchange(request).status == 200)
            let second = try RawConnection(url: server.url)
            defer { second.close() }
            async let answer = second.exchange(request)
            first.close()
            #expect(try await answer.status == 200)
        }
    }
}
