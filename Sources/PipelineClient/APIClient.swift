package import PipelineAPI

/// Answers calls over a network: encodes, passes the layers, decodes.
package struct APIClient: APICaller {
    private let transport: any Transport
    private let layers: [any Middleware]

    /// - Parameter layers: from the outermost to the one next to the wire.
    package init(transport: any Transport, layers: [any Middleware]) {
        self.transport = transport
        self.layers = layers
    }

    package func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        do throws(APIError) {
            return try await sendOnce(call)
        } catch {
            // The form was refused, which a service does before it acts; see `alternative`.
            guard error.code == .malformedBody, let other = call.alternative else { throw error }
            return try await sendOnce(other)
        }
    }

    private func sendOnce<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let context = CallContext(name: Call.name, isReadOnly: Call.route.isReadOnly)
        let response = try await pass(call.wireRequest(), context, layers[...])
        return try AnswerReader.output(of: Call.self, from: response)
    }

    private func pass(
        _ request: WireRequest,
        _ context: CallContext,
        _ layers: ArraySlice<any Middleware>
    ) async throws(APIError) -> WireResponse {
        guard let layer = layers.first else { return try await transport.send(request) }
        return try await layer.handle(request, context) { request throws(APIError) in
            try await pass(request, context, layers.dropFirst())
        }
    }
}
