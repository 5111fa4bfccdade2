import AsyncHTTPClient
import NIOCore
import NIOPosix
import PipelineAPI

/// What a failure on the wire means to whoever waits for the answer.
enum TransportFailure {
    static func apiError(of error: any Error, endpoint: String) -> APIError {
        if error is CancellationError {
            return APIError(.cancelled, "the request to '\(endpoint)' was given up")
        }
        switch error as? HTTPClientError {
        case .cancelled?:
            return APIError(.cancelled, "the request to '\(endpoint)' was given up")
        case .deadlineExceeded?, .readTimeout?:
            return APIError(
                .timedOut,
                "'\(endpoint)' did not answer in time: try again, or ask its keepers"
            )
        default:
            return APIError(
                .unreachable,
                "cannot reach '\(endpoint)': \(reason(error)): check the endpoint, and whether the "
                    + "service runs"
            )
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if error.dnsAError != nil || error.dnsAAAAError != nil { return "no such host" }
            return error.connectionErrors.first.map { reason($0.error) } ?? "no connection"
        case let error as IOError: return words(of: error)
        case let error as HTTPClientError where error == .connectTimeout:
            return "no connection within the time limit"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            return "the connection was closed before the answer"
        case let error as HTTPClientError: return "\(error.shortDescription)"
        default: return "\(error)"
        }
    }

    private static func words(of error: IOError) -> String {
        switch error.errnoCode {
        case 111: "connection refused"
        case 104: "connection reset"
        case 113, 101: "no route to the host"
        default: "\(error)"
        }
    }
}
