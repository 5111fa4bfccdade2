import AsyncHTTPClient
package import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
package import PipelineAPI
import PipelineClient

/// Carries requests over HTTP/1.1 with connections kept alive.
///
/// It must be closed with ``close()`` before the program ends. It follows no redirect and sends nothing twice:
/// retries are decided by ``RetryPolicy``.
package struct HTTPTransport: Transport {
    private let client: HTTPClient
    private let failure: TransportFailure
    private let endpoint: String
    private let answerLimit: TimeAmount
    private let now: @Sendable () -> Date

    /// The maximum size of an answer in bytes, after decompression.
    package static let mostBytes = 64 * 1024 * 1024
    /// The maximum number of connections to the service; further requests wait for one.
    package static let mostConnections = 8

    /// - Parameters:
    ///   - endpoint: `http://host:port` or `https://…`, without a slash at its end.
    ///   - connectSeconds: the time limit for opening a connection.
    ///   - answerSeconds: the time limit for a whole answer.
    ///   - proxy: host and port of a proxy, where there is one.
    ///   - caFile: certificates in PEM to trust instead of the system's.
    ///   - now: this machine's date, which a certificate's dates are compared with.
    package init(
        endpoint: String,
        connectSeconds: Int64 = 5,
        answerSeconds: Int64 = 30,
        proxy: (host: String, port: Int)? = nil,
        caFile: String? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(
            connect: .seconds(connectSeconds),
            read: .seconds(answerSeconds)
        )
        configuration.decompression = .enabled(limit: .size(HTTPTransport.mostBytes))
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        // Otherwise a refused connection is retried for ten seconds before it is reported.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit =
            HTTPTransport.mostConnections
        configuration.proxy = proxy.map { .server(host: $0.host, port: $0.port) }
        configuration.tlsConfiguration = caFile.map { file in
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(file)
            return tls
        }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration
        )
        failure = TransportFailure(endpoint: endpoint, proxy: proxy, caFile: caFile)
        self.endpoint = endpoint
        self.now = now
        answerLimit = .seconds(answerSeconds)
    }

    package func close() async {
        try? await client.shutdown()
    }

    package func send(_ request: WireRequest) async throws(APIError) -> WireResponse {
        try await execute(HTTPTransport.outgoing(request, to: endpoint), within: answerLimit)
    }

    /// Sends a large body in pieces, as fast as the connection takes them, with a longer time limit.
    package func send(
        _ request: WireRequest,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> WireResponse {
        var outgoing = HTTPTransport.outgoing(request, to: endpoint)
        let pieces = BodyPieces(body: request.body, progress: progress)
        outgoing.body = .stream(pieces, length: .known(Int64(request.body.count)))
        return try await execute(outgoing, within: HTTPTransport.uploadLimit)
    }

    /// The time limit of a large body: 100 MiB at 256 kbit/s take most of an hour.
    private static let uploadLimit = TimeAmount.hours(1)

    private func execute(
        _ request: HTTPClientRequest,
        within limit: TimeAmount
    ) async throws(APIError) -> WireResponse {
        do {
            let response = try await client.execute(request, timeout: limit)
            let body = try await response.body.collect(upTo: HTTPTransport.mostBytes)
            return WireResponse(
                status: Int(response.status.code),
                headers: HeaderFields(response.headers.map { (name: $0.name, value: $0.value) }),
                body: Data(body.readableBytesView)
            )
        } catch {
            let dates =
                failure.leavesOpenWhy(error) ? await CertificateDates.read(from: endpoint) : nil
            throw failure.apiError(of: error, problem: dates?.problem(at: now()))
        }
    }

    private static func outgoing(
        _ request: WireRequest,
        to endpoint: String
    ) -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: endpoint + request.target)
        outgoing.method = NIOHTTP1.HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers.fields {
            outgoing.headers.add(name: field.name, value: field.value)
        }
        if request.headers["User-Agent"] == nil {
            outgoing.headers.add(name: "User-Agent", value: "pandora-console")
        }
        // A body of no bytes says `Content-Length: 0`, without which some services refuse a POST or PUT.
        if request.method == .post || request.method == .put || !request.body.isEmpty {
            outgoing.body = .bytes(ByteBuffer(bytes: request.body))
        }
        return outgoing
    }
}
