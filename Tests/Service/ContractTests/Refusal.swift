import FoundationEssentials
import PipelineAPI

/// A request that must be refused, and the code it is refused with.
struct Refusal: CustomStringConvertible, Sendable {
    let code: ErrorCode
    let request: WireRequest

    var description: String {
        "\(request.method.rawValue) \(request.target) \(String(decoding: request.body, as: UTF8.self))"
    }

    init(
        _ code: ErrorCode,
        _ method: HTTPMethod,
        _ path: String,
        _ body: String = "",
        query: [QueryItem] = [],
        headers: HeaderFields = [:]
    ) {
        self.code = code
        request = WireRequest(
            method,
            path,
            query: query,
            headers: headers,
            body: Data(body.utf8)
        )
    }

    /// The call the request is for.
    var call: (any APICall.Type)? {
        Catalogue.calls.first { call in
            call.route.method == request.method
                && InProcessWire.parameters(of: request.path, in: call.route) != nil
        }
    }
}
