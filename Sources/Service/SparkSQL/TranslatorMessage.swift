import FoundationEssentials
import PipelineEngine

/// The lines that are exchanged with the translator program, as `answers.py` documents them.
enum TranslatorMessage {
    /// A line that asks for a translation.
    static func request(_ sql: String, _ tables: [TypedTable]) -> String? {
        let columns = Dictionary(tables.map { ($0.name, $0.columns) }, uniquingKeysWith: { $1 })
        let encoder = JSONEncoder()
        // The same question is the same line, by which its answer is kept.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(Request(sql: sql, tables: columns))
        return data.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads an answer; `nil` where the line is none.
    static func answer(_ line: String) -> Result<TranslatedSQL, TranslationFailure>? {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line.utf8)) else {
            return nil
        }
        if let error = answer.error {
            return .failure(
                .refused(SQLProblem(error.message, line: error.line, column: error.column))
            )
        }
        guard let sql = answer.sql else { return nil }
        return .success(TranslatedSQL(sql, prelude: answer.prelude ?? ""))
    }

    private struct Request: Encodable {
        let sql: String
        let tables: [String: [TypedTable.Column]]
    }

    private struct Answer: Decodable {
        let sql: String?
        let prelude: String?
        let error: Problem?

        struct Problem: Decodable {
            let message: String
            let line: Int?
            let column: Int?
        }
    }
}
