package import struct FoundationEssentials.Date

/// The data of a request, besides the call, that handlers may use.
package struct RequestContext: Sendable {
    /// The request id, which the answer carries.
    package let requestID: String
    /// The sender's IP address, for repos that store it; `nil` in process.
    package let clientAddress: String?
    package let now: Date

    package init(requestID: String, clientAddress: String?, now: Date) {
        self.requestID = requestID
        self.clientAddress = clientAddress
        self.now = now
    }
}
