package import struct FoundationEssentials.Date

/// What a handler may know of a request besides the call itself.
package struct RequestContext: Sendable {
    /// The answer's `X-Reqid`.
    package let requestID: String
    /// The sender's address, for repos that store it; `nil` in process.
    package let sender: String?
    package let now: Date

    package init(requestID: String, sender: String?, now: Date) {
        self.requestID = requestID
        self.sender = sender
        self.now = now
    }
}
