import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import PipelineAPI
import PipelineSigning

/// Verifies the signature of every request; the reason of a refusal is logged and never sent.
struct SignatureMiddleware: RouterMiddleware {
    typealias Context = ServerContext

    let verifier: RequestVerifier
    let now: @Sendable () -> Date
    let logger: Logger

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        do throws(AuthorizationRefusal) {
            try verifier.verify(SignatureMiddleware.wireRequest(request), now: now())
        } catch {
            logger.warning(
                "refused",
                metadata: [
                    "request": "\(context.requestID)", "reason": "\(error)",
                    "path": "\(request.uri.path)",
                ]
            )
            throw APIError(.unauthorized, "bad token")
        }
        return try await next(request, context)
    }

    /// Returns the part of a request that the signature covers.
    private static func wireRequest(_ request: Request) -> WireRequest {
        let headers = HeaderFields(
            request.headers.map { (name: $0.name.rawName, value: $0.value) }
        )
        return WireRequest(
            HTTPMethod(rawValue: request.method.rawValue) ?? .get,
            request.uri.path,
            headers: headers
        )
    }
}
