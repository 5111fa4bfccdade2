import FoundationEssentials
import PipelineEngine

/// The lines that are exchanged with the translator program, as `answers.py` documents them.
enum TranslatorMessage {
    /// A line that asks for a translation, on the clock of a zone or of UTC, or for where that has failed.
    static func request(
        _ sql: String,
        _ tables: [TypedTable],
        zone: String?,
        failure: SQLFailure? = nil
    ) -> String? {
        let columns = Dictionary(tables.map { ($0.name, $0.columns) }, uniquingKeysWith: { $1 })
        let encoder = JSONEncoder()
        // The same question is the same line, by which its answer is kept.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try? encoder.encode(
            Request(sql: sql, tables: columns, zone: zone, failure: failure)
        )
        return data.map { String(decoding: $0, as: UTF8.self) }
    }

    /// A line that asks for the functions which SQL calls.
    static func request(callsIn sql: String) -> String? {
        (try? JSONEncoder().encode(["calls": sql])).map { String(decoding: $0, as: UTF8.self) }
    }

    /// What the translator makes of SQL, by what it was asked.
    enum Answer: Equatable, Sendable {
        case translation(TranslatedSQL)
        case calls([SQLCall])
        case place(SQLPlace?)
    }

    /// Reads an answer; `nil` where the line is none.
    static func answer(_ line: String) -> Result<Answer, TranslationFailure>? {
        guard let answer = try? JSONDecoder().decode(Message.self, from: Data(line.utf8)) else {
            return nil
        }
        if let error = answer.error {
            return .failure(
                .refused(SQLProblem(error.message, line: error.line, column: error.column))
            )
        }
        if let calls = answer.calls {
            let places = calls.map { SQLCall($0.name, line: $0.line, column: $0.column) }
            return .success(.calls(places))
        }
        if let place = answer.place { return .success(.place(place.known)) }
        guard let sql = answer.sql else { return nil }
        return .success(.translation(TranslatedSQL(sql, prelude: answer.prelude ?? "")))
    }

    private struct Request: Encodable {
        let sql: String
        let tables: [String: [TypedTable.Column]]
        let zone: String?
        let failure: SQLFailure?
    }

    private struct Message: Decodable {
        let sql: String?
        let prelude: String?
        let calls: [Call]?
        let place: Place?
        let error: Problem?

        struct Call: Decodable {
            let name: String
            let line: Int?
            let column: Int?
        }

        /// A place, of which both numbers are there or none.
        struct Place: Decodable {
            let line: Int?
            let column: Int?

            var known: SQLPlace? {
                guard let line, let column else { return nil }
                return SQLPlace(line: line, column: column)
            }
        }

        struct Problem: Decodable {
            let message: String
            let line: Int?
            let column: Int?
        }
    }
}
