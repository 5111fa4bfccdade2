package import PipelineAPI

extension ObjectStore {
    /// The requests that are under way at a time, of one caller.
    private static let mostAtATime = 8

    /// Does something for each of many values, some at a time.
    ///
    /// Throws the first failure, after the others have ended.
    package func each<Value: Sendable>(
        _ values: [Value],
        _ body: @escaping @Sendable (Value) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, value) in values.enumerated() {
                if number >= ObjectStore.mostAtATime { try await group.next() }
                group.addTask { try await body(value) }
            }
            try await group.waitForAll()
        }
    }

    /// Writes an object into a file as `get` does.
    ///
    /// Returns false where there is none.
    package func getIfThere(
        _ key: String,
        in bucket: String,
        to path: String
    ) async throws(APIError) -> Bool {
        do throws(APIError) {
            try await get(key, in: bucket, to: path)
            return true
        } catch {
            guard error.code == .dataSourceHasNoFiles else { throw error }
            return false
        }
    }
}
