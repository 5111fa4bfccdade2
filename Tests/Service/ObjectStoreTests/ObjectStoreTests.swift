import Foundation
import LoopbackSupport
import ObjectStore
import PipelineAPI
import Testing

@Suite struct ObjectStoreTests {
    private func address(_ endpoint: String) -> ObjectStoreAddress {
        ObjectStoreAddress(
            endpoint: endpoint,
            region: "us-east-1",
            accessKey: "reader",
            secretKey: "never-shown",
            isPathStyle: true
        )
    }

    private func listing(_ inner: String) -> LoopbackService.Reply {
        .ok("<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name>\(inner)</ListBucketResult>")
    }

    /// Runs the body with a client of a peer that answers so.
    private func with<Value>(
        _ reply: @escaping @Sendable (Int) -> LoopbackService.Reply,
        _ body: (ObjectStore, LoopbackService) async throws -> Value
    ) async throws -> Value {
        let peer = try LoopbackService(reply: reply)
        defer { peer.stop() }
        let store = ObjectStore(address(peer.endpoint), waits: [.zero, .zero])
        do {
            let value = try await body(store, peer)
            await store.close()
            return value
        } catch {
            await store.close()
            throw error
        }
    }

    @Test func `a listing goes on until its last page, and its keys are decoded`() async throws {
        let first = listing(
            "<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
                + "<NextContinuationToken>a&amp;b=</NextContinuationToken>"
                + "<Contents><Key>x%2By/1+2.json</Key><Size>3</Size></Contents>"
        )
        let last = listing(
            "<IsTruncated>false</IsTruncated><Contents><Key>z&lt;&#x31;+</Key><Size>0</Size></Contents>"
        )
        try await with({ $0 == 0 ? first : last }) { store, peer in
            let found = try await store.objects(in: "b", prefix: "x y")
            #expect(found.map(\.key) == ["x+y/1 2.json", "z<1+"])
            #expect(found.map(\.bytes) == [3, 0])
            #expect(
                peer.requests[0].hasPrefix("GET /b?encoding-type=url&list-type=2&prefix=x%20y ")
            )
            #expect(peer.requests[1].contains("continuation-token=a%26b%3D"))
        }
    }

    @Test func `the secret key is in no request and in no description`() async throws {
        try await with({ _ in listing("<IsTruncated>false</IsTruncated>") }) { store, peer in
            _ = try await store.objects(in: "b", prefix: "")
            #expect(peer.requests.allSatisfy { !$0.contains("never-shown") })
            #expect(peer.requests[0].lowercased().contains("credential=reader/"))
        }
        var text = "\(address("http://h"))"
        dump(address("http://h"), to: &text)
        #expect(!text.contains("never-shown"))
    }

    @Test(arguments: [
        ("403 Forbidden", "AccessDenied", "does not let access key 'reader' do this in bucket 'b'"),
        ("403 Forbidden", "SignatureDoesNotMatch", "does not know access key 'reader'"),
        ("404 Not Found", "NoSuchBucket", "no bucket named 'b'"),
        ("404 Not Found", "NoSuchKey", "no object 'k' in bucket 'b'"),
        ("507 Insufficient Storage", "XMinioStorageFull", "has no room left"),
        ("418 Teapot", "Odd", "answered 418 (Odd)"),
    ])
    func `a refusal says what to do`(_ status: String, _ code: String, _ words: String) async throws
    {
        let body = "<Error><Code>\(code)</Code></Error>"
        let answer = "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        try await with({ _ in .text(answer) }) { store, _ in
            let error = await #expect(throws: APIError.self) {
                try await store.get("k", in: "b", to: "/nowhere")
            }
            #expect(error?.message.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test func `a store that is busy for a moment is asked again`() async throws {
        let busy = "HTTP/1.1 503 Slow\r\nContent-Length: 0\r\n\r\n"
        try await with({ $0 < 2 ? .text(busy) : .text("HTTP/1.1 204 None\r\n\r\n") }) {
            store,
            peer in
            try await store.delete("a//b c", in: "b")
            #expect(peer.requests.count == 3)
            #expect(peer.requests[2].hasPrefix("DELETE /b/a//b%20c "))
        }
    }

    @Test func `a store that is not there is told by its endpoint`() async throws {
        let store = ObjectStore(address("http://127.0.0.1:\(try LoopbackService.closedPort())"))
        let error = await #expect(throws: APIError.self) {
            try await store.objects(in: "b", prefix: "")
        }
        await store.close()
        #expect(error?.code == .unreachable)
        #expect(error?.message.hasSuffix("in stores.yaml") == true)
        #expect(error?.message.contains("check the endpoint 'http://127.0.0.1:") == true)
    }

    @Test func `a peer that is no object store is told so`() async throws {
        try await with({ _ in .ok("<html></html>") }) { store, _ in
            let error = await #expect(throws: APIError.self) {
                try await store.objects(in: "b", prefix: "")
            }
            #expect(error?.message.contains("answered no listing") == true)
        }
    }

    @Test func `a file is put with its bytes, and an object is written as it came`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "in").path
        try Data("hello".utf8).write(to: URL(filePath: file))
        let packed = "Content-Encoding: gzip\r\n"
        try await with({ $0 == 0 ? .ok("") : .ok("not unpacked", headers: packed) }) {
            store,
            peer in
            try await store.put(file, as: "k", in: "b")
            #expect(peer.requests[0].hasSuffix("\r\n\r\nhello"))
            let target = folder.appending(path: "out").path
            try await store.get("k", in: "b", to: target)
            #expect(try String(contentsOfFile: target, encoding: .utf8) == "not unpacked")
        }
    }
}
