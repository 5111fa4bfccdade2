package import PipelineAPI

/// A request that is ready to be sent: what its preview shows is what goes out.
package struct PreparedCall: Sendable {
    /// Method, path and body in one line.
    package let preview: String
    private let call: any PerformableCall

    /// Throws what makes the request impossible, before anything is sent.
    init(_ call: any PerformableCall) throws(APIError) {
        self.call = call
        preview = try call.preview
    }

    /// Sends the request once; returns the sentence to show.
    package func send(by api: any APICaller) async throws(APIError) -> LocalizedText {
        try await call.perform(with: api)
    }
}
