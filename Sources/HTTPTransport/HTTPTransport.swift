import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
package import PipelineAPI
import PipelineClient

/// Carries requests over HTTP/1.1 with connections kept alive.
///
/// Must be closed with ``close()`` before the program ends.
package struct HTTPTransport: Transport {
    private let client: HTTPClient
    private let endpoint: String
    private let answerLimit: TimeAmount

    /// The largest answer that is read, in bytes.
    private static let mostBytes = 64 * 1024 * 1024

    /// - Parameters:
    ///   - endpoint: `http://host:port` or `https://…`, without a slash at its end.
    ///   - connectSeconds: how long a connection may take.
    ///   - answerSeconds: how long a whole answer may take.
    ///   - proxy: host and port of a proxy, where there is one.
    package init(
        endpoint: String,
        connectSeconds: Int64 = 5,
        answerSeconds: Int64 = 30,
        proxy: (host: String, port: Int)? = nil
    ) {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(connectSeconds))
        configuration.decompression = .enabled(limit: .size(HTTPTransport.mostBytes))
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        // Without this a refused connection is tried again for ten seconds before it is told.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 8
        configuration.proxy = proxy.map { .server(host: $0.host, port: $0.port) }
        client = HTTPClient(
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton),
            configuration: configuration
        )
        self.endpoint = endpoint
        answerLimit = .seconds(answerSeconds)
    }

    package func close() async {
        try? await client.shutdown()
    }

    package func send(_ request: WireRequest) async throws(APIError) -> WireResponse {
        do {
            var outgoing = HTTPClientRequest(url: endpoint + request.target)
            outgoing.method = NIOHTTP1.HTTPMethod(rawValue: request.method.rawValue)
            for field in request.headers.fields {
                outgoing.headers.add(name: field.name, value: field.value)
            }
            if request.method != .get, request.method != .delete || !request.body.isEmpty {
                outgoing.body = .bytes(ByteBuffer(bytes: request.body))
            }
            let response = try await client.execute(outgoing, timeout: answerLimit)
            let body = try await response.body.collect(upTo: HTTPTransport.mostBytes)
            return WireResponse(
                status: Int(response.status.code),
                headers: HeaderFields(response.headers.map { (name: $0.name, value: $0.value) }),
                body: Data(body.readableBytesView)
            )
        } catch {
            throw TransportFailure.apiError(of: error, endpoint: endpoint)
        }
    }
}
