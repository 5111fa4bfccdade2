import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import PipelineAPI

#if canImport(Glibc)
import Glibc
#endif

/// Turns a failure of the connection into an ``APIError`` with a message for the user.
///
/// The distinction that matters is whether the request may have reached the service: only a failure to
/// connect proves that it did not.
struct TransportFailure {
    /// Host and port, as messages name the service.
    private let place: String
    /// Host and port of the proxy; `nil` without one.
    private let proxy: String?
    private let caFile: String?
    /// The environment variable that names the proxy.
    private let proxyVariable: String

    init(endpoint: String, proxy: (host: String, port: Int)? = nil, caFile: String? = nil) {
        place =
            endpoint.firstRange(of: "://").map { String(endpoint[$0.upperBound...]) } ?? endpoint
        proxyVariable = endpoint.hasPrefix("http://") ? "HTTP_PROXY" : "HTTPS_PROXY"
        self.proxy = proxy.map {
            $0.host.contains(":") ? "[\($0.host)]:\($0.port)" : "\($0.host):\($0.port)"
        }
        self.caFile = caFile
    }

    /// Whether the service's certificate was not trusted, for a reason that the library does not tell.
    ///
    /// With a proxy it is not looked up, since that would connect without it.
    func leavesOpenWhy(_ error: any Error) -> Bool {
        proxy == nil && TLSFailure(error, place: place, caFile: caFile).isOfTrust
    }

    /// `problem` is what was looked up about the certificate.
    func apiError(of error: any Error, problem: String? = nil) -> APIError {
        switch error {
        case is CancellationError: cancelled
        case let error as HTTPClientError: apiError(of: error)
        case let error as NIOConnectionError: unreachable(reason(of: error))
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            TLSFailure(error, place: place, caFile: caFile, problem: problem).apiError
        case HTTPParserError.invalidEOFState: lost("the answer is cut short")
        case is HTTPParserError: lost("it does not speak HTTP")
        case is ChannelError: lost("it was closed")
        case is NIOTooManyBytesError: tooLarge
        case NIOHTTPDecompression.DecompressionError.limit: tooLarge
        case is NIOHTTPDecompression.DecompressionError:
            APIError(.unreadable, "the answer of \(place) cannot be decompressed: ask its keepers")
        case let error as IOError: apiError(of: error)
        default: lost("it failed")
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
        case .tlsHandshakeTimeout: unreachable("no TLS handshake within the time limit")
        case .proxyAuthenticationRequired: failedProxy("asks for a user")
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            failedProxy("did not answer in time")
        case .invalidProxyResponse: failedProxy("refused the connection")
        case .invalidURL, .emptyHost, .emptyScheme:
            APIError(
                .unreachable,
                "cannot reach '\(place)': it is no address: check the endpoint"
            )
        case .alreadyShutdown: cancelled
        case .remoteConnectionClosed, .uncleanShutdown: lost("it was closed")
        default: lost("the answer is no valid HTTP")
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

    /// With a proxy it is the proxy that was not reached.
    private func unreachable(_ reason: String) -> APIError {
        if proxy != nil { return failedProxy("is not reached (\(reason))") }
        return APIError(
            .unreachable,
            "cannot reach \(place): \(reason): is the service running there?"
        )
    }

    private func failedProxy(_ what: String) -> APIError {
        let name = proxy.map { "the proxy \($0)" } ?? "the proxy"
        return APIError(
            .unreachable,
            "cannot reach \(place): \(name) \(what): check \(proxyVariable) and NO_PROXY"
        )
    }

    private func lost(_ reason: String) -> APIError {
        APIError(
            .connectionLost,
            "the connection to \(place)\(proxy.map { " by the proxy \($0)" } ?? "") was lost before "
                + "the answer: \(reason)"
        )
    }

    private func reason(of error: NIOConnectionError) -> String {
        if error.dnsAError != nil || error.dnsAAAAError != nil { return "no such host" }
        guard let first = error.connectionErrors.first else { return "no connection" }
        if let error = first.error as? IOError { return words(of: error) }
        return "no connection within the time limit"
    }

    private func words(of error: IOError) -> String {
        switch POSIXErrorCode(rawValue: error.errnoCode) {
        case .ECONNREFUSED: "connection refused"
        case .ECONNRESET, .EPIPE: "connection reset"
        case .EHOSTUNREACH, .ENETUNREACH: "no route to the host"
        case .ETIMEDOUT: "no connection within the time limit"
        default: String(cString: strerror(error.errnoCode)).lowercased()
        }
    }
}
