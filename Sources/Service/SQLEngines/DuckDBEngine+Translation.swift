package import PipelineAPI
package import PipelineEngine

extension DuckDBEngine {
    package func translation(
        of sql: String,
        tables: [InputTable]
    ) async throws(APIError) -> TranslatedSQL {
        try await translated(sql, over: tables)
    }

    package func calls(in sql: String) async throws(APIError) -> [SQLCall]? {
        do throws(TranslationFailure) {
            return try await translator.calls(in: sql)
        } catch {
            switch error {
            // Its description says what is wrong with it.
            case .refused: return []
            case .failed: throw APIError(.internalError, error.message)
            }
        }
    }

    /// Translates a query over tables, whose files are looked into where their columns are not declared.
    ///
    /// The types that files have are finer than those of the API: a column of dates is none of times.
    func translated(
        _ sql: String,
        over tables: [InputTable]
    ) async throws(APIError) -> TranslatedSQL {
        if await translator.note != nil || TranslatedSQL.isPlain(sql) {
            return try await translation(of: sql, over: [])
        }
        var typed: [TypedTable] = []
        for table in tables { typed.append(try await columns(of: table)) }
        return try await translation(of: sql, over: typed)
    }

    private func translation(
        of sql: String,
        over tables: [TypedTable]
    ) async throws(APIError) -> TranslatedSQL {
        do throws(TranslationFailure) {
            return try await translator.translate(sql, tables: tables)
        } catch {
            switch error {
            case .refused: throw APIError(.invalidJobSQL, error.message)
            case .failed: throw APIError(.internalError, error.message)
            }
        }
    }

    /// Returns what a query has failed with, at the place in its user's SQL where that is known.
    func placed(_ error: any Error, in query: Query) async -> any Error {
        guard var failure = error as? DuckDBFailure, let said = failure.said, !query.isGenerated
        else { return error }
        var typed: [TypedTable] = []
        for table in query.tables {
            guard let columns = try? await columns(of: table) else { return error }
            typed.append(columns)
        }
        guard let place = await translator.place(of: said, in: query.sql, tables: typed) else {
            return error
        }
        failure.text =
            SQLProblem(failure.text, line: place.line, column: place.column).description
        return failure
    }

    private func columns(of table: InputTable) async throws(APIError) -> TypedTable {
        let isText = table.files.format == .text
        if !isText, !table.schema.isEmpty {
            let columns = table.schema.map { TypedTable.Column($0.key, SparkType.name(of: $0)) }
            return TypedTable(table.name, columns)
        }
        guard !isText, !table.files.paths.isEmpty else {
            return TypedTable(table.name, [TypedTable.Column("text", "string")])
        }
        let found = try await described(
            TranslatedSQL("SELECT * FROM \(SQLText.name(table.name))"),
            tables: [table],
            refusal: .internalError
        )
        let columns = found.map { TypedTable.Column($0.name, SparkType.name(ofDuckDB: $0.type)) }
        return TypedTable(table.name, columns)
    }
}
