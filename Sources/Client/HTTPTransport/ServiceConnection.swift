package import Logging
package import PipelineClient
package import PipelineSigning

package import struct FoundationEssentials.Date

/// A client of one service over HTTP: the transport with retry, signing and logging around it.
///
/// It is the one place that assembles them. A connection must be closed, which ``use(_:)`` does.
package struct ServiceConnection: Sendable {
    package let api: APIClient
    /// Sends requests as they are: unsigned, unlogged, once.
    package let transport: HTTPTransport

    /// - Parameters:
    ///   - endpoint: `http://host:port` or `https://…`, without a slash at its end.
    ///   - proxy: host and port of a proxy, where there is one.
    ///   - caFile: certificates in PEM to trust instead of the system's.
    ///   - authorizer: signs each attempt.
    ///   - retry: which calls are sent again, and after how long.
    ///   - logger: takes a line for each attempt; by default nothing is logged.
    ///   - now: this machine's date, which is signed.
    ///   - observe: is handed every request with its latency, after it ended.
    package init(
        endpoint: String,
        proxy: (host: String, port: Int)? = nil,
        caFile: String? = nil,
        authorizer: any RequestAuthorizer,
        retry: RetryPolicy = RetryPolicy(),
        logger: Logger = Logger(label: "client") { _ in SwiftLogNoOpLogHandler() },
        now: @escaping @Sendable () -> Date = { Date() },
        observe: @escaping ObservingMiddleware.Observer = { _ in }
    ) {
        transport = HTTPTransport(
            endpoint: endpoint,
            proxy: proxy,
            caFile: caFile,
            now: now
        )
        let begin = endpoint.firstRange(of: "://")?.upperBound ?? endpoint.startIndex
        api = APIClient.standard(
            transport: transport,
            authorizer: authorizer,
            logger: logger,
            now: now,
            path: String(endpoint[begin...].drop { $0 != "/" }),
            retry: retry,
            observe: observe
        )
    }

    /// Calls `body` with the client, then closes the connection, also where `body` throws.
    package nonisolated(nonsending) func use<Output, Failure: Error>(
        _ body: (APIClient) async throws(Failure) -> Output
    ) async throws(Failure) -> Output {
        do throws(Failure) {
            let output = try await body(api)
            await transport.close()
            return output
        } catch {
            await transport.close()
            throw error
        }
    }
}
