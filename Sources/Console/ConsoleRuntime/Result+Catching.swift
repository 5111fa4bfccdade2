import PipelineAPI

extension Result where Failure == APIError {
    /// Returns the result of an asynchronous request, to be delivered as an action; the standard library's
    /// `init(catching:)` takes synchronous bodies only.
    nonisolated(nonsending) static func catching(
        _ body: () async throws(APIError) -> Success
    ) async -> Self {
        do throws(APIError) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
}
