package import PipelineAPI

package import struct FoundationEssentials.Date

/// Sends calls over a transport: encodes the request, passes it through the layers, decodes the answer.
package struct APIClient: APICaller {
    private let transport: any Transport
    private let layers: [any Middleware]
    private let now: @Sendable () -> Date
    /// The path in the endpoint, before that of each call; empty for nearly all.
    private let path: String

    /// `layers` go from the outermost to the one next to the transport; `now` returns this machine's date, with which
    /// a refused signature is explained; `path` is that of the endpoint.
    package init(
        transport: any Transport,
        layers: [any Middleware],
        now: @escaping @Sendable () -> Date,
        path: String = ""
    ) {
        self.transport = transport
        self.layers = layers
        self.now = now
        self.path = path
    }

    package func send<Call: APICall>(_ call: Call) async throws(APIError) -> Call.Output {
        let request = try call.wireRequest()
        do throws(APIError) {
            return try await send(request, of: Call.self)
        } catch {
            // The request's form was refused, which happens before a service acts; see `alternative`.
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
            throw LostAnswer.telling(suspecting(error), context)
        }
    }

    /// Adds the endpoint's path to a refusal that it may be the cause of: a service that does not know it refuses the key too.
    private func suspecting(_ error: APIError) -> APIError {
        guard !path.isEmpty, [.unauthorized, ErrorCode("status-404")].contains(error.code) else {
            return error
        }
        var error = error
        error.message += "; or leave '\(path)' out of the endpoint, if the service has no such path"
        return error
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
