package import PipelineAPI

package import struct FoundationEssentials.Date

/// One request and its outcome, for latency figures and logs.
///
/// It is an attempt, not a call: a call that was sent three times makes three records. It holds no body, key or
/// signature, so that it may be written to a file.
package struct RequestRecord: Equatable, Sendable {
    package var call: String
    /// The percent-encoded path without the query.
    package var path: String
    /// The HTTP status; `nil` without an answer, for the reason in `failure`.
    package var status: Int?
    package var failure: APIError?
    /// The time from handing the request to the transport until the whole answer was read.
    package var duration: Duration
    /// The size of the request's body.
    package var bytesSent: Int
    /// The size of the answer's body after decompression.
    package var bytesReceived: Int
    package var requestID: String?
    /// The zone of schedules as the service announces it; see `WireResponse.scheduleZoneField`.
    package var scheduleZone: String?
    /// The service's time, in whole seconds; `nil` where the answer does not say it.
    package var serviceTime: Date?
}
