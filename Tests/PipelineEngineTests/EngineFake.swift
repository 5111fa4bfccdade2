import PipelineAPI
import PipelineEngine

/// An engine that answers three rows, or waits until it is told to go on.
actor EngineFake: SQLEngine {
    nonisolated let name = "fake"
    private var isBlocked = false

    func block() { isBlocked = true }
    func unblock() { isBlocked = false }

    func describe(_ sql: String, tables: [InputTable]) async throws(APIError) -> [SchemaField] {
        []
    }
    func inferSchema(of files: InputFiles) async throws(APIError) -> [SchemaField] { [] }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (ChildMark) async -> Void
    ) async throws(QueryFailure) -> QueryResult {
        await onStart(ChildMark(processID: 1, startTicks: 1))
        while isBlocked {
            guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { throw .stopped }
        }
        return QueryResult(rows: 3)
    }
}
