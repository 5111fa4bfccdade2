import PipelineAPI

extension Result where Failure == APIError {
    /// What came of something that asks the service, so that it can be handed on as an action;
    /// the standard library's `init(catching:)` takes only what does not wait.
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
