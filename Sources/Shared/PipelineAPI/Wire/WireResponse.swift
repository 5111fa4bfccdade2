package import struct FoundationEssentials.Data

/// An answer as it travels: status, header fields, bytes.
package struct WireResponse: Equatable, Sendable {
    package var status: Int
    package var headers: HeaderFields
    package var body: Data

    package init(status: Int, headers: HeaderFields = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The name of the field that carries the request id, on every answer of this API.
    package static let requestIDField = "X-Reqid"
}
