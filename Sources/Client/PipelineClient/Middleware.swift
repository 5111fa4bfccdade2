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
    /// Told how many bytes of the body are on their way, where somebody waits to know.
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
