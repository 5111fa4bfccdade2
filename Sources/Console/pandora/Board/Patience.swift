import PipelineAPI

/// Ends a question after a time, whatever it waits for.
struct Patience: Sendable {
    let limit: Duration

    /// Long enough for a password command that waits for somebody.
    static let ofProfile = Patience(limit: .seconds(20))

    func answer<Answer: Sendable>(
        _ question: @escaping @Sendable () async throws(APIError) -> Answer
    ) async throws(APIError) -> Answer {
        let result = await withTaskGroup(of: Result<Answer, APIError>.self) { group in
            group.addTask {
                do throws(APIError) {
                    return .success(try await question())
                } catch { return .failure(error) }
            }
            group.addTask { [limit] in
                try? await Task.sleep(for: limit)
                return .failure(
                    APIError(.cancelled, "no answer after \(limit.components.seconds) s")
                )
            }
            let first = await group.next()
            group.cancelAll()
            return first
        }
        guard let result else { throw APIError(.cancelled, "the question was withdrawn") }
        return try result.get()
    }
}
