import LoopbackSupport
import ObjectStore
import PipelineAPI
import Settings
import Testing

@testable import Destinations

@Suite struct StoreServersTests {
    private func stores(_ port: UInt16) throws -> Stores {
        try Stores(
            text: "kodo: {endpoint: 'http://127.0.0.1:\(port)', accessKey: a, secretKey: hidden}",
            source: "stores.yaml"
        )
    }

    @Test func `a change of the file is for what begins after it`() async throws {
        let servers = StoreServers()
        #expect(servers.objects == nil)
        servers.change(to: try stores(1))
        #expect(servers.objects?.address.endpoint == "http://127.0.0.1:1")
        servers.change(to: try stores(2))
        #expect(servers.objects?.address.endpoint == "http://127.0.0.1:2")
        servers.change(to: Stores())
        #expect(servers.objects == nil)
        await servers.close()
    }

    @Test func `a check says how a store answered, and that the others are local`() async throws {
        let body = "<R><Buckets><Bucket><Name>b</Name></Bucket></Buckets></R>"
        let server = try LoopbackService { _ in .ok(body) }
        defer { server.stop() }
        let servers = StoreServers(try stores(server.port))
        let checks = await servers.check()
        await servers.close()
        #expect(checks.first?.cells.last == "lists 1 bucket")
        #expect(checks.first?.place == "http://127.0.0.1:\(server.port)")
        #expect(checks.last?.cells == ["mongodb", "local", "", "", "files of the data directory"])
        #expect(server.requests.first?.hasPrefix("GET / HTTP/1.1") == true)
        #expect(server.requests.allSatisfy { !$0.contains("hidden") })
    }

    @Test func `a key that may not list buckets is good, one that is not known is not`()
        async throws
    {
        let words = [
            ("AccessDenied", true, "may not list buckets"),
            ("InvalidAccessKeyId", false, "does not know access key 'a'"),
        ]
        for (code, isGood, said) in words {
            let body = "<Error><Code>\(code)</Code></Error>"
            let server = try LoopbackService { _ in
                LoopbackService.Reply.text(
                    "HTTP/1.1 403 No\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
                )
            }
            defer { server.stop() }
            let servers = StoreServers(try stores(server.port))
            let check = await servers.check()[0]
            await servers.close()
            #expect(check.isGood == isGood)
            #expect(check.cells.last?.contains(said) == true, "\(check.cells)")
        }
    }

    @Test func `a store that is not there fails with what to do`() async throws {
        let server = try LoopbackService { _ in .ok("") }
        server.stop()
        let servers = StoreServers(try stores(server.port))
        let check = await servers.check()[0]
        await servers.close()
        #expect(!check.isGood)
        #expect(check.cells.last?.contains("check the endpoint 'http://127.0.0.1:") == true)
    }
}
