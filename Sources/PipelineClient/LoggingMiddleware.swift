package import Logging
package import PipelineAPI

/// Writes a line for each request: never a body, a key or a signature.
package struct LoggingMiddleware: Middleware {
    private let logger: Logger

    package init(logger: Logger) {
        self.logger = logger
    }

    package func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        let began = ContinuousClock.now
        var metadata: Logger.Metadata = [
            LogKey.call: "\(context.name)", LogKey.path: "\(request.path)",
        ]
        do throws(APIError) {
            let response = try await next(request)
            metadata[LogKey.status] = "\(response.status)"
            metadata[LogKey.request] = "\(response.headers[WireResponse.requestIDField] ?? "")"
            metadata[LogKey.duration] = "\(ContinuousClock.now - began)"
            logger.trace("answered", metadata: metadata)
            return response
        } catch {
            metadata[LogKey.error] = "\(error)"
            logger.debug("failed", metadata: metadata)
            throw error
        }
    }
}

/// The names of what log lines carry, each once.
enum LogKey {
    static let call = "call"
    static let path = "path"
    static let status = "status"
    static let request = "request"
    static let duration = "duration"
    static let error = "error"
}
