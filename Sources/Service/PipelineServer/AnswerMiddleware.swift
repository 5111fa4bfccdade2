import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import PipelineAPI

/// The outermost middleware: adds a request id to every response, turns every error into the API's
/// form, and logs the request.
struct AnswerMiddleware: RouterMiddleware {
    typealias Context = ServerContext

    let ids: RequestIDs
    let scheduleZone: ScheduleZoneField
    let now: @Sendable () -> Date
    let logger: Logger

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let date = now()
        context.requestID = ids.next(at: date)
        let began = ContinuousClock.now
        var response: Response
        do {
            try refuseEmptyName(in: request.uri.path)
            response = try await next(request, context)
        } catch {
            response = Answer.response(for: refusal(of: error, request, context))
            // No code of the API means a path that is unknown: its status is HTTP's own.
            if (error as? any HTTPResponseError)?.status == .notFound {
                response.status = .notFound
            }
        }
        response.headers[.requestID] = context.requestID
        response.headers[.scheduleZone] = scheduleZone.text(at: date)
        let took = (ContinuousClock.now - began) / .milliseconds(1)
        logger.debug(
            "answered",
            metadata: [
                "request": "\(context.requestID)", "method": "\(request.method)",
                "path": "\(request.uri.path)", "status": "\(response.status.code)",
                "milliseconds": "\(took)",
            ]
        )
        return response
    }

    /// Refuses a path with an empty part, which the router would read as one without it: `/v2/repos//data` names no
    /// repo.
    private func refuseEmptyName(in path: String) throws {
        guard path.dropFirst().contains("//") else { return }
        throw HTTPError(.notFound)
    }

    /// Returns the error that is sent; an error that is not the API's is logged and not sent.
    private func refusal(
        of error: any Error,
        _ request: Request,
        _ context: ServerContext
    ) -> APIError {
        if let error = error as? APIError { return error }
        let path = "\(request.method) \(request.uri.path)"
        guard let status = (error as? any HTTPResponseError)?.status else {
            logger.error(
                "a request failed",
                metadata: ["request": "\(context.requestID)", "error": "\(error)"]
            )
            return APIError(
                .internalError,
                "the service failed: send the request id to its administrator"
            )
        }
        return switch status {
        case .contentTooLarge:
            APIError(.bodyTooLarge, "the body of '\(path)' is too large: send less at once")
        default:
            APIError(.notImplemented, "there is no '\(path)': check method and path")
        }
    }
}

extension HTTPField.Name {
    /// The header field `X-Reqid`; see ``WireResponse/requestIDField``.
    static let requestID = named(WireResponse.requestIDField)
    /// The header field `X-Schedule-Zone`; see ``WireResponse/scheduleZoneField``.
    static let scheduleZone = named(WireResponse.scheduleZoneField)

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("'\(text)' is a valid field name")
        }
        return name
    }
}
