package import PipelineAPI

/// Carries one request to a service and its answer back; knows no call, no key, no retry.
package protocol Transport: Sendable {
    /// Throws `unreachable`, `timed-out` or `cancelled`, with the endpoint in the message.
    func send(_ request: WireRequest) async throws(APIError) -> WireResponse
}
