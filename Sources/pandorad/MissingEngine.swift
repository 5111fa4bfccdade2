import PipelineAPI
import PipelineEngine

/// Stands where the SQL engine would: the service runs without it, and says what is missing.
///
/// Jobs can be created, their SQL unchecked and their columns unknown; every run of one fails.
struct MissingEngine: SQLEngine {
    let name = "duckdb"

    private static let remedy =
        "the duckdb command is missing: install it, or start pandorad with --duckdb PATH"

    func describe(_ sql: String, tables: [InputTable]) throws(APIError) -> [SchemaField] { [] }

    func inferSchema(of files: InputFiles) throws(APIError) -> [SchemaField] {
        throw APIError(.notImplemented, "the schema cannot be inferred: \(MissingEngine.remedy)")
    }

    func run(
        _ query: Query,
        onStart: @Sendable @escaping (ChildMark) async -> Void
    ) throws(QueryFailure) -> QueryResult {
        throw .failed(MissingEngine.remedy)
    }
}
