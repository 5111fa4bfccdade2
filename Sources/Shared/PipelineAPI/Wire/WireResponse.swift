package import struct FoundationEssentials.Data

/// An HTTP answer: status, header fields, bytes.
package struct WireResponse: Equatable, Sendable {
    package var status: Int
    package var headers: HeaderFields
    package var body: Data

    package init(status: Int, headers: HeaderFields = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The name of the header field with the request id, which every answer of this API has.
    package static let requestIDField = "X-Reqid"

    /// The name of the header field with the zone in which schedules are due, as ``LocalZone`` announces it.
    ///
    /// It is not in the API's documents: `pandorad` sends it, other services leave it out.
    package static let scheduleZoneField = "X-Schedule-Zone"
}
