package import PipelineAPI

/// One layer between a call and the wire: it may change the request, look at the answer, or ask again.
package protocol Middleware: Sendable {
    typealias Next = @Sendable (WireRequest) async throws(APIError) -> WireResponse

    func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse
}

/// What the layers may know of the call they carry.
package struct CallContext: Sendable {
    package let name: String
    /// Whether it changes nothing, so that sending it again is harmless.
    package let isReadOnly: Bool

    package init(name: String, isReadOnly: Bool) {
        self.name = name
        self.isReadOnly = isReadOnly
    }
}
