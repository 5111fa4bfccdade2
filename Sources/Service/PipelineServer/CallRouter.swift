import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import PipelineAPI
import PipelineService

/// Registers a route for every call of the catalogue: the one place that turns HTTP requests into calls.
enum CallRouter {
    static func register(
        _ table: HandlerTable,
        on router: Router<ServerContext>,
        now: @escaping @Sendable () -> Date
    ) {
        for call in Catalogue.calls {
            mount(call, of: table, on: router, now: now)
        }
        for route in Catalogue.knownByName { refuse(route, on: router) }
    }

    /// Registers a route that is known by name only, and answered with `E9001`.
    private static func refuse(_ route: Route, on router: Router<ServerContext>) {
        router.on(RouterPath(route.template), method: method(of: route)) { _, _ -> Response in
            throw APIError(
                .notImplemented,
                "'\(route.template)' is known by name only: this service does not have it"
            )
        }
    }

    private static func method(of route: Route) -> HTTPRequest.Method {
        guard let method = HTTPRequest.Method(rawValue: route.method.rawValue) else {
            preconditionFailure("'\(route.method.rawValue)' is a method of HTTP")
        }
        return method
    }

    private static func mount<Call: APICall>(
        _ call: Call.Type,
        of table: HandlerTable,
        on router: Router<ServerContext>,
        now: @escaping @Sendable () -> Date
    ) {
        let parameters = call.route.parameters
        router.on(RouterPath(call.route.template), method: method(of: call.route)) {
            request,
            context in
            var path: [String: String] = [:]
            for name in parameters {
                path[name] = context.parameters.get(name).map(PercentCoding.decode)
            }
            let body = try await body(of: request, for: call)
            let answer = try await table.answer(
                call,
                path: path,
                query: query(of: request),
                body: body,
                context: PipelineService.RequestContext(
                    requestID: context.requestID,
                    clientAddress: context.clientAddress,
                    now: now()
                )
            )
            return Answer.response(answer, accepted: request.headers[.acceptEncoding])
        }
    }

    private static func body(
        of request: Request,
        for call: any APICall.Type
    ) async throws -> RawBody {
        let limit = BodyLimit.bytes(of: call)
        // What is announced as too much is refused before it is read.
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw HTTPError(.contentTooLarge)
        }
        let buffer = try await request.body.collect(upTo: limit)
        var headers = HeaderFields()
        for name in RawBody.fieldNames {
            headers[name] = HTTPField.Name(name).flatMap { request.headers[$0] }
        }
        let body = RawBody(Data(buffer.readableBytesView), headers: headers)
        return try ContentCoding.decode(body, for: call)
    }

    private static func query(of request: Request) -> [QueryItem] {
        (request.uri.query ?? "").split(separator: "&").map { item in
            let name = item.prefix { $0 != "=" }
            let value = item.dropFirst(name.count + 1).map { $0 == "+" ? " " : $0 }
            return QueryItem(
                PercentCoding.decode(String(name)),
                PercentCoding.decode(String(value))
            )
        }
    }
}
