/// Translates users' SQL, which is Spark's, for an engine that speaks another dialect.
package protocol SQLTranslator: Sendable {
    /// Why SQL goes to the engine as it is; `nil` as long as it is translated.
    var note: String? { get async }

    /// Translates one SELECT over tables, whose columns decide what its expressions mean.
    func translate(
        _ sql: String,
        tables: [TypedTable]
    ) async throws(TranslationFailure) -> TranslatedSQL

    /// Returns the functions that SQL calls, in the order of the text; `nil` for SQL that is not translated.
    func calls(in sql: String) async throws(TranslationFailure) -> [SQLCall]?

    /// Returns where in SQL it is that its translation has failed; `nil` where that is not known.
    func place(of failure: SQLFailure, in sql: String, tables: [TypedTable]) async -> SQLPlace?
}

/// What an engine says of SQL that it was given, and could not compute.
package struct SQLFailure: Codable, Equatable, Sendable {
    package var message: String
    /// Where it is in the SQL that the engine was given, in bytes of UTF-8; `nil` where the engine does not say it.
    package var offset: Int?

    package init(_ message: String, offset: Int? = nil) {
        self.message = message
        self.offset = offset
    }
}

/// A place in what the user has written.
package struct SQLPlace: Codable, Equatable, Sendable {
    /// Counted from 1.
    package var line: Int
    /// Counted from 1, in Unicode scalars.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place of an offset in bytes of UTF-8; `nil` where SQL has none.
    package init?(of offset: Int, in sql: String) {
        guard (0..<sql.utf8.count).contains(offset) else { return nil }
        let before = sql.utf8.prefix(offset)
        let line = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        self.init(
            line: line.count,
            column: String(decoding: line.last ?? before, as: UTF8.self).unicodeScalars.count + 1
        )
    }
}

/// A call of a function, and where it stands in what the user has written.
package struct SQLCall: Equatable, Sendable {
    /// The function's name as it is written.
    package var name: String
    /// Counted from 1; `nil` where the place is not known.
    package var line: Int?
    /// Counted from 1, in Unicode scalars.
    package var column: Int?

    package init(_ name: String, line: Int? = nil, column: Int? = nil) {
        self.name = name
        self.line = line
        self.column = column
    }
}

/// A table with its columns in Spark's types, such as `array<bigint>`.
package struct TypedTable: Equatable, Sendable {
    package var name: String
    package var columns: [Column]

    package struct Column: Codable, Equatable, Sendable {
        package var name: String
        package var type: String

        package init(_ name: String, _ type: String) {
            self.name = name
            self.type = type
        }
    }

    package init(_ name: String, _ columns: [Column]) {
        self.name = name
        self.columns = columns
    }
}

/// SQL in the engine's own dialect.
package struct TranslatedSQL: Equatable, Sendable {
    package var sql: String
    /// The statements that create the macros the SQL calls, in the engine's dialect; may be empty.
    package var prelude: String
    /// Why the SQL is what its user has written, though it asks for a translation; `nil` otherwise.
    package var note: String?

    package init(_ sql: String, prelude: String = "", note: String? = nil) {
        self.sql = sql
        self.prelude = prelude
        self.note = note
    }

    /// Whether the first line asks for DuckDB's own SQL: `-- dialect: duckdb`.
    package static func isPlain(_ sql: String) -> Bool {
        let lines = sql.drop(while: \.isWhitespace).split(
            separator: "\n",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let first = (lines.first ?? "").filter { !$0.isWhitespace }
        return first.lowercased() == "--dialect:duckdb"
    }
}

/// Why SQL was not translated.
package enum TranslationFailure: Error, Equatable, Sendable {
    /// The SQL is wrong, or has no faithful translation.
    case refused(SQLProblem)
    /// The translator did not answer; what the reason says can be done.
    case failed(String)

    /// The message for users: `line 2, column 8: …`.
    package var message: String {
        switch self {
        case .refused(let problem): problem.description
        case .failed(let reason): reason
        }
    }
}

/// What is wrong with SQL, and where it stands in what the user has written.
package struct SQLProblem: Equatable, Sendable, CustomStringConvertible {
    package var message: String
    /// Counted from 1; `nil` where the problem is none of a single place.
    package var line: Int?
    /// Counted from 1, in Unicode scalars.
    package var column: Int?

    package init(_ message: String, line: Int? = nil, column: Int? = nil) {
        self.message = message
        self.line = line
        self.column = column
    }

    package var description: String {
        guard let line, let column else { return message }
        return "line \(line), column \(column): \(message)"
    }
}

/// Leaves SQL as it is, for want of a translator.
package struct UntranslatedSQL: SQLTranslator {
    package let note: String?

    /// `note` says in messages of runs why the SQL is not translated.
    package init(note: String? = nil) { self.note = note }

    package func translate(_ sql: String, tables: [TypedTable]) -> TranslatedSQL {
        TranslatedSQL(sql, note: TranslatedSQL.isPlain(sql) ? nil : note)
    }

    package func calls(in sql: String) -> [SQLCall]? { nil }

    package func place(of failure: SQLFailure, in sql: String, tables: [TypedTable]) -> SQLPlace? {
        failure.offset.flatMap { SQLPlace(of: $0, in: sql) }
    }
}
