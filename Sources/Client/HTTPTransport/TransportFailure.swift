import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import PipelineAPI

/// Turns a failure of the connection into an ``APIError`` with a message for the user.
///
/// The distinction that matters is whether the request may have reached the service: only a failure to
/// connect proves that it did not.
struct TransportFailure {
    /// Host and port, as messages name the service.
    private let place: String

    init(endpoint: String) {
        place =
            endpoint.firstRange(of: "://").map { String(endpoint[$0.upperBound...]) } ?? endpoint
    }

    func apiError(of error: any Error) -> APIError {
        switch error {
        case is CancellationError: cancelled
        case let error as HTTPClientError: apiError(of: error)
        case let error as NIOConnectionError: unreachable(reason(of: error))
        case let error as NIOSSLError: tls("\(error)")
        case let error as NIOSSLExtraError: tls("\(error)")
        case is NIOTooManyBytesError: tooLarge
        case NIOHTTPDecompression.DecompressionError.limit: tooLarge
        case is NIOHTTPDecompression.DecompressionError:
            APIError(.unreadable, "the answer of \(place) cannot be decompressed: ask its keepers")
        case let error as IOError: apiError(of: error)
        default: lost("\(error)")
        }
    }

    private func apiError(of error: HTTPClientError) -> APIError {
        switch error {
        case .cancelled, .requestStreamCancelled: cancelled
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            APIError(
                .timedOut,
                "\(place) did not answer in time: try again, or ask its keepers"
            )
        case .connectTimeout, .getConnectionFromPoolTimeout:
            unreachable("no connection within the time limit")
        case .tlsHandshakeTimeout: tls("no handshake within the time limit")
        case .invalidProxyResponse, .proxyAuthenticationRequired, .httpProxyHandshakeTimeout,
            .socksHandshakeTimeout:
            APIError(
                .unreachable,
                "cannot reach \(place): the proxy refused (\(error.shortDescription)): "
                    + "check HTTPS_PROXY and NO_PROXY"
            )
        case .invalidURL, .emptyHost, .emptyScheme, .alreadyShutdown:
            APIError(
                .unreachable,
                "cannot reach '\(place)': \(error.shortDescription): check the endpoint"
            )
        case .remoteConnectionClosed, .uncleanShutdown: lost("it was closed")
        default: lost(error.shortDescription)
        }
    }

    /// The system's codes that only opening a connection can fail with.
    private func apiError(of error: IOError) -> APIError {
        switch POSIXErrorCode(rawValue: error.errnoCode) {
        case .ECONNREFUSED, .EHOSTUNREACH, .ENETUNREACH: unreachable(words(of: error))
        default: lost(words(of: error))
        }
    }

    private var cancelled: APIError {
        APIError(.cancelled, "the request to \(place) was given up")
    }

    private var tooLarge: APIError {
        let limit = HTTPTransport.mostBytes / 1024 / 1024
        return APIError(
            .unreadable,
            "the answer of \(place) is larger than \(limit) MiB: ask for less at a time"
        )
    }

    private func unreachable(_ reason: String) -> APIError {
        APIError(
            .unreachable,
            "cannot reach \(place): \(reason): is the service running there?"
        )
    }

    /// A TLS handshake fails before any part of the request is sent.
    private func tls(_ reason: String) -> APIError {
        let isUntrusted = reason.contains("CERTIFICATE_VERIFY_FAILED")
        let words = isUntrusted ? "its certificate is not trusted" : "no TLS connection (\(reason))"
        return APIError(
            .unreachable,
            "cannot reach \(place): \(words): check the endpoint, or name its CA in SSL_CERT_FILE"
        )
    }

    private func lost(_ reason: String) -> APIError {
        APIError(
            .connectionLost,
            "the connection to \(place) was lost before the answer: \(reason)"
        )
    }

    private func reason(of error: NIOConnectionError) -> String {
        if error.dnsAError != nil || error.dnsAAAAError != nil { return "no such host" }
        guard let first = error.connectionErrors.first else { return "no connection" }
        return (first.error as? IOError).map { words(of: $0) } ?? "\(first.error)"
    }

    private func words(of error: IOError) -> String {
        switch POSIXErrorCode(rawValue: error.errnoCode) {
        case .ECONNREFUSED: "connection refused"
        case .ECONNRESET, .EPIPE: "connection reset"
        case .EHOSTUNREACH, .ENETUNREACH: "no route to the host"
        case .ETIMEDOUT: "no connection within the time limit"
        default: "\(error)"
        }
    }
}
