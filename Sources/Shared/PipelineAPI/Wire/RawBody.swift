package import struct FoundationEssentials.Data

/// A body that is not JSON: points or a jar.
///
/// A call whose `body` has this type sends the bytes as they are, with the header fields they need.
/// The call says what the bytes are; the declared `Content-Type` is not required of a peer, since some
/// clients post points without one.
package struct RawBody: Codable, Equatable, Sendable {
    package var bytes: Data
    /// `Content-Type`, `Content-Encoding`, `Content-MD5`: what describes the bytes, and nothing else.
    package var headers: HeaderFields

    package init(_ bytes: Data, headers: HeaderFields) {
        self.bytes = bytes
        self.headers = headers
    }

    /// The base64 of the bytes' MD5 as the sender has computed it; `nil` where it has not.
    package var announcedDigest: String? { headers["Content-MD5"] }

    /// How many bytes the sender meant to send; `nil` where the carrier does not say.
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
