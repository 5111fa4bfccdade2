package import PipelineAPI

/// Carries one request to a service and its answer back; knows no call, no key, no retry.
package protocol Transport: Sendable {
    /// Throws `unreachable` where nothing was sent; `timed-out`, `connection-lost` or `cancelled` where
    /// something may have been; `unreadable` for what is no answer. The message names the endpoint.
    func send(_ request: WireRequest) async throws(APIError) -> WireResponse
    /// The same, telling how many bytes of the body are on their way.
    func send(
        _ request: WireRequest,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> WireResponse
}

extension Transport {
    package func send(
        _ request: WireRequest,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws(APIError) -> WireResponse {
        try await send(request)
    }
}
