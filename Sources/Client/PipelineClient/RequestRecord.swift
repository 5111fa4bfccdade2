package import PipelineAPI

/// One request and how it ended, as latency figures and logs want it.
///
/// An attempt, not a call: a call that was sent three times makes three of these. Holds no body, no key
/// and no signature, so that whoever is handed one may write it down.
package struct RequestRecord: Equatable, Sendable {
    package var call: String
    /// Percent-encoded, without the query.
    package var path: String
    /// `nil` where there was no answer; ``failure`` says why then.
    package var status: Int?
    package var failure: APIError?
    /// From handing the request to the wire until the whole answer was there.
    package var duration: Duration
    /// Of the bodies, without header fields; received ones as they are after decompression.
    package var bytesSent: Int
    package var bytesReceived: Int
    package var requestID: String?
}
