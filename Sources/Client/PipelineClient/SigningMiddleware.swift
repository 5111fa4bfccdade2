package import PipelineAPI
package import PipelineSigning

package import struct FoundationEssentials.Date

/// Signs each request just before it is sent, so that a retry has a new date.
package struct SigningMiddleware: Middleware {
    private let authorizer: any RequestAuthorizer
    private let now: @Sendable () -> Date

    package init(authorizer: any RequestAuthorizer, now: @escaping @Sendable () -> Date) {
        self.authorizer = authorizer
        self.now = now
    }

    package func handle(
        _ request: WireRequest,
        _ context: CallContext,
        next: Next
    ) async throws(APIError) -> WireResponse {
        try await next(authorizer.authorize(request, at: now()))
    }
}
