package import PipelineAPI

/// Sends one request to a service and returns its answer; it knows no calls, keys or retries.
package protocol Transport: Sendable {
    /// Throws `unreachable` if nothing was sent; `timed-out`, `connection-lost` or `cancelled` if something may have
    /// been; `unreadable` if the answer is not one of this API. The message names the endpoint.
    func send(_ request: WireRequest) async throws(APIError) -> WireResponse
    /// Does the same, and calls `progress` with the number of bytes of the body that were sent.
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
