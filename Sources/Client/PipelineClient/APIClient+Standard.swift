package import Logging
package import PipelineSigning

package import struct FoundationEssentials.Date

extension APIClient {
    /// Returns a client with the layers in their order: retry around signing, so that each attempt is signed.
    ///
    /// `path` is that of the endpoint; `observe` is called with every request and its latency, after the request ended.
    package static func standard(
        transport: any Transport,
        authorizer: any RequestAuthorizer,
        logger: Logger,
        now: @escaping @Sendable () -> Date,
        path: String = "",
        retry: RetryPolicy = RetryPolicy(),
        observe: @escaping ObservingMiddleware.Observer = { _ in }
    ) -> APIClient {
        let time = ClientTime.machine(now: now)
        return APIClient(
            transport: transport,
            layers: [
                RetryMiddleware(
                    policy: retry,
                    time: time,
                    jitter: { Double.random(in: 0...1) },
                    logger: logger
                ),
                SigningMiddleware(authorizer: authorizer, now: now),
                ObservingMiddleware(
                    time: time,
                    observers: [RequestLog(logger: logger).write, observe]
                ),
            ],
            now: now,
            path: path
        )
    }
}
