import FoundationEssentials
import Gzip
package import PipelineAPI

/// The content codings of HTTP: the one place that compresses and decompresses bodies.
package enum ContentCoding {
    /// The size in bytes from which responses are compressed.
    private static let compressedFrom = 2048

    /// Returns a body as its handler reads it: decompressed, if the call accepts compressed bodies.
    ///
    /// Throws `E18005` if the decompressed body is larger than the call allows, `E18125` if it cannot be
    /// decompressed.
    package static func decode(
        _ body: RawBody,
        for call: any APICall.Type
    ) throws(APIError) -> RawBody {
        guard packed.contains(where: { $0 == call }), !body.bytes.isEmpty,
            let coding = body.headers[header]?.lowercased(), !["", "identity"].contains(coding)
        else { return body }
        guard coding == "gzip" else {
            throw APIError(
                .brokenGzip,
                "content encoding '\(coding)' cannot be read: send gzip or plain text"
            )
        }
        var decoded = body
        decoded.bytes = try decompress(body.bytes, atMost: BodyLimit.bytes(of: call))
        decoded.headers[header] = nil
        return decoded
    }

    /// The calls whose bodies clients pack.
    private static let packed: [any APICall.Type] = [
        PostPoints.self, PostTextLines.self, PostRawText.self,
    ]

    private static let header = "Content-Encoding"

    private static func decompress(_ bytes: Data, atMost limit: Int) throws(APIError) -> Data {
        do throws(GzipError) {
            return try Gzip.decompress(bytes, atMost: limit)
        } catch {
            switch error {
            case .tooLarge:
                throw APIError(
                    .bodyTooLarge,
                    "the body is more than \(limit) bytes unpacked: send less at once"
                )
            case .broken(let reason):
                throw APIError(
                    .brokenGzip,
                    "the gzip body cannot be read: \(reason): send it again"
                )
            }
        }
    }

    /// Returns the gzip of a response's body; `nil` if the client does not accept it, or the body is short.
    static func compress(_ body: Data, accepted: String?) -> Data? {
        guard body.count >= compressedFrom, accepted?.contains("gzip") == true else { return nil }
        return Gzip.compress(body)
    }
}
