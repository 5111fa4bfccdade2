package import PipelineAPI

package import struct FoundationEssentials.Date

/// Answers calls over a network: encodes, passes the layers, decodes.
package struct APIClient: APICaller {
    private let transport: any Transport
    private let layers: [any Middleware]
    private let now: @Sendable () -> Date

    /// `layers` go from the outermost to the one next to the wire; `now` is this machine's date, which a
    /// refused signature is explained with.
    package init(
        transport: any Transport,
        layers: [any Middleware],
        now: @escaping @Sendable () -> Date
    ) {
        self.transport = transport
        self.layers = layers
        self.now = now
    }

    package func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let request = try call.wireRequest()
        do throws(APIError) {
            return try await send(request, of: Call.self)
        } catch {
            // The form was refused, which a service does before it acts; see `alternative`.
            guard error.code == .malformedBody, let other = call.alternative else { throw error }
            return try await send(try other.wireRequest(), of: Call.self)
        }
    }

    package func send<Call: APICall>(
        _ call: Call,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> Call.Output {
        try await send(try call.wireRequest(), of: Call.self, progress: progress)
    }

    private func send<Call: APICall>(
        _ request: WireRequest,
        of call: Call.Type,
        progress: (@Sendable (Int) -> Void)? = nil
    ) async throws(APIError) -> Call.Output {
        let context = CallContext(
            name: Call.name,
            isReadOnly: Call.route.isReadOnly,
            progress: progress
        )
        do throws(APIError) {
            let response = try await pass(request, context, layers[...])
            return try AnswerReader.output(of: Call.self, from: response, at: now())
        } catch {
            throw LostAnswer.telling(error, context)
        }
    }

    private func pass(
        _ request: WireRequest,
        _ context: CallContext,
        _ layers: ArraySlice<any Middleware>
    ) async throws(APIError) -> WireResponse {
        guard let layer = layers.first else {
            guard let progress = context.progress else { return try await transport.send(request) }
            return try await transport.send(request, progress: progress)
        }
        return try await layer.handle(request, context) { request throws(APIError) in
            try await pass(request, context, layers.dropFirst())
        }
    }
}
