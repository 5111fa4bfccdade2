import Foundation
import PipelineAPI
import PipelineSigning
import Testing

/// The examples that the inventor of the signature has published, with the keys of its documents.
@Suite struct ObjectSignatureTests {
    private let host = "examplebucket.s3.amazonaws.com"
    private let empty = ContentDigest.sha256(Data())

    private func signature(of request: ObjectSignature.Request) -> String? {
        let credentials = Credentials(
            accessKey: "AKIAIOSFODNN7EXAMPLE",
            secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
        )
        let headers = ObjectSignature(credentials, region: "us-east-1")
            .headers(of: request, at: Date(timeIntervalSince1970: 1_369_353_600))
        return headers["authorization"]?.split(separator: "=").last.map(String.init)
    }

    @Test func `a request for a part of an object is signed as published`() {
        let request = ObjectSignature.Request(
            method: "GET",
            path: "/test.txt",
            headers: ["Host": host, "Range": "bytes=0-9"],
            bodyDigest: empty
        )
        let wanted = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        #expect(signature(of: request) == wanted)
    }

    @Test func `a put is signed as published`() {
        let request = ObjectSignature.Request(
            method: "PUT",
            path: "/test%24file.text",
            headers: [
                "Host": host, "Date": "Fri, 24 May 2013 00:00:00 GMT",
                "x-amz-storage-class": "REDUCED_REDUNDANCY",
            ],
            bodyDigest: ContentDigest.sha256(Data("Welcome to Amazon S3.".utf8))
        )
        let wanted = "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        #expect(signature(of: request) == wanted)
    }

    @Test func `a listing is signed as published, whatever the order of its query`() {
        let items = [QueryItem("prefix", "J"), QueryItem("max-keys", "2")]
        let wanted = "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
        for query in [items, items.reversed()] {
            let request = ObjectSignature.Request(
                method: "GET",
                path: "/",
                query: query,
                headers: ["Host": host],
                bodyDigest: empty
            )
            #expect(signature(of: request) == wanted)
        }
    }

    @Test func `a file has the digest of its bytes`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let bytes = Data(repeating: 7, count: 3 << 20)
        try bytes.write(to: file)
        #expect(try ContentDigest.sha256(ofFile: file.path) == ContentDigest.sha256(bytes))
        try Data().write(to: file)
        #expect(try ContentDigest.sha256(ofFile: file.path) == empty)
    }
}
