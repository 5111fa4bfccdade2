package import PipelineAPI

/// A request that is ready to be sent: what its preview shows is what goes out.
package struct PreparedCall: Sendable {
    /// Method, path and body in one line.
    package let preview: String
    private let call: any PerformableCall
    /// What is sent once the call has been answered, for what no call can say alone.
    private let completion: (any PerformableCall)?

    /// Throws what makes the request impossible, before anything is sent.
    init(
        _ call: any PerformableCall,
        then completion: (any PerformableCall)? = nil
    ) throws(APIError) {
        self.call = call
        self.completion = completion
        preview = try [call, completion].compactMap(\.self).map { call throws(APIError) in
            try call.preview
        }.joined(separator: ", then ")
    }

    /// Sends the request once; returns the sentence to show.
    package func send(by api: any APICaller) async throws(APIError) -> LocalizedText {
        let said = try await call.perform(with: api)
        _ = try await completion?.perform(with: api)
        return said
    }
}
