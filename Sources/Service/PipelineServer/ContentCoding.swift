import FoundationEssentials
import Gzip
package import PipelineAPI

/// The content codings of HTTP: where gzip is unpacked and packed, and nowhere else.
package enum ContentCoding {
    /// Answers shorter than this, in bytes, gain nothing by being packed.
    private static let packedFrom = 2048

    /// Returns a body as its handler reads it: unpacked, where the call takes packed bodies.
    ///
    /// Throws `E18005` where there is more than the call allows once it is unpacked, `E18125` where it
    /// cannot be unpacked.
    package static func decode(
        _ body: RawBody,
        for call: any APICall.Type
    ) throws(APIError) -> RawBody {
        guard call is PostPoints.Type, !body.bytes.isEmpty,
            let coding = body.headers[header]?.lowercased(), !["", "identity"].contains(coding)
        else { return body }
        guard coding == "gzip" else {
            throw APIError(
                .brokenGzip,
                "content encoding '\(coding)' cannot be read: send gzip or plain text"
            )
        }
        var decoded = body
        decoded.bytes = try unpack(body.bytes, atMost: BodyLimit.bytes(of: call))
        decoded.headers[header] = nil
        return decoded
    }

    private static let header = "Content-Encoding"

    private static func unpack(_ bytes: Data, atMost limit: Int) throws(APIError) -> Data {
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

    /// Returns the gzip of an answer; `nil` where the peer does not take it, or it is too short to gain.
    static func pack(_ body: Data, accepted: String?) -> Data? {
        guard body.count >= packedFrom, accepted?.contains("gzip") == true else { return nil }
        return Gzip.compress(body)
    }
}
