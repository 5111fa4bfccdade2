package import Logging
package import PipelineSigning

package import struct FoundationEssentials.Date

extension APIClient {
    /// The layers of a real client, in their order: retry around signing, so that each attempt is signed.
    package static func standard(
        transport: any Transport,
        authorizer: any RequestAuthorizer,
        logger: Logger,
        now: @escaping @Sendable () -> Date
    ) -> APIClient {
        APIClient(
            transport: transport,
            layers: [
                RetryMiddleware(
                    policy: RetryPolicy(),
                    sleep: { try await Task.sleep(for: .seconds($0)) },
                    jitter: { Double.random(in: 0...1) }
                ),
                SigningMiddleware(authorizer: authorizer, now: now),
                LoggingMiddleware(logger: logger),
            ]
        )
    }
}
