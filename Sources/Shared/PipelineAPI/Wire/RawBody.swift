package import struct FoundationEssentials.Data

/// A request body that is not JSON: points or a jar.
///
/// A call whose `body` has this type sends the bytes as they are, with the header fields they need. Its meaning follows
/// from the call; a `Content-Type` is not required, since some clients post points without one.
package struct RawBody: Codable, Equatable, Sendable {
    package var bytes: Data
    /// The header fields that describe the bytes: `Content-Type`, `Content-Encoding`, `Content-MD5`.
    package var headers: HeaderFields

    package init(_ bytes: Data, headers: HeaderFields) {
        self.bytes = bytes
        self.headers = headers
    }

    /// The base64 of the bytes' MD5, as computed by the sender; `nil` if absent.
    package var announcedDigest: String? { headers["Content-MD5"] }

    /// The number of bytes that the sender announced; `nil` if absent.
    package var announcedLength: Int? { headers["Content-Length"].flatMap(Int.init) }

    /// The header fields that belong to a body.
    package static let fieldNames = ["Content-Type", "Content-Encoding", "Content-MD5"]

    package init(from decoder: any Decoder) throws {
        throw APIError(.malformedBody, "raw bytes travel as the body of a request only")
    }

    package func encode(to encoder: any Encoder) throws {
        throw APIError(.malformedBody, "raw bytes travel as the body of a request only")
    }
}
