import FoundationEssentials
import PipelineAPI
import PipelineServer
import PipelineService

/// Answers requests by the handlers alone, as HTTP would: so that what no call can carry is refused
/// over every carrier.
struct InProcessWire: Sendable {
    let table: HandlerTable

    func answer(_ request: WireRequest) async -> WireResponse {
        do {
            for call in Catalogue.calls where call.route.method == request.method {
                if let path = Self.parameters(of: request.path, in: call.route) {
                    return try await answer(call, request, path)
                }
            }
            throw APIError(.notImplemented, "there is no '\(request.path)'")
        } catch {
            let error = error as? APIError ?? APIError(.internalError, "\(error)")
            let body = try? JSONCoding.encode(ErrorBody(error: error.wireText))
            return WireResponse(status: error.code.status, body: body ?? Data())
        }
    }

    private func answer<Call: APICall>(
        _ call: Call.Type,
        _ request: WireRequest,
        _ path: [String: String]
    ) async throws(APIError) -> WireResponse {
        let body = RawBody(request.body, headers: request.headers)
        let output = try await table.answer(
            call,
            path: path,
            query: request.query,
            body: try ContentCoding.decode(body, for: call),
            context: RequestContext(
                requestID: "in-process",
                clientAddress: nil,
                now: ServiceFixture.now
            )
        )
        return WireResponse(status: 200, headers: output.fields, body: output.json)
    }

    /// The template's parameters in a path; `nil` where the path is another's.
    static func parameters(of path: String, in route: Route) -> [String: String]? {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count == route.segments.count else { return nil }
        var found: [String: String] = [:]
        for (part, segment) in zip(parts, route.segments) {
            switch segment {
            case .literal(let text): guard text == part else { return nil }
            case .parameter(let name): found[name] = part
            }
        }
        return found
    }
}
