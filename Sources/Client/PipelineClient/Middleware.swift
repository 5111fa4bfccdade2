package import PipelineAPI

/// A layer between a call and the transport, which may change the request, read the answer, or retry.
package protocol Middleware: Sendable {
    typealias Next = @Sendable (WireRequest) async throws(APIError) -> WireResponse

    func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse
}

/// The properties of a call that layers use.
package struct CallContext: Sendable {
    package let name: String
    /// Whether the call changes nothing, so that a retry is harmless.
    package let isReadOnly: Bool
    /// Called with the number of bytes of the body that were sent; `nil` where nobody needs it.
    let progress: (@Sendable (Int) -> Void)?

    package init(
        name: String,
        isReadOnly: Bool,
        progress: (@Sendable (Int) -> Void)? = nil
    ) {
        self.name = name
        self.isReadOnly = isReadOnly
        self.progress = progress
    }
}
