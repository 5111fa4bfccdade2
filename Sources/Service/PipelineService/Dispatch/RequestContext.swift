package import struct FoundationEssentials.Date

/// What a handler may know of a request besides the call itself.
package struct RequestContext: Sendable {
    /// The answer's `X-Reqid`.
    package let requestID: String
    /// The sender's address, for repos that store it; `nil` in process.
    package let clientAddress: String?
    package let now: Date

    package init(requestID: String, clientAddress: String?, now: Date) {
        self.requestID = requestID
        self.clientAddress = clientAddress
        self.now = now
    }
}
