import GRDB
import PipelineAPI
import PipelineEngine

/// A collection of documents: a table with an id, a key and the document as JSON.
struct DocumentTable {
    private let table: String
    private let database: Database

    /// Creates the table where there is none.
    init(named name: String, _ database: Database) throws {
        table = quoted(name)
        self.database = database
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS \(table) (
                    id INTEGER PRIMARY KEY, key TEXT UNIQUE, doc TEXT NOT NULL)
                """
        )
    }

    /// Stores what becomes of the document with the record's key; without a key it is a new document.
    func put(
        _ record: PointRecord,
        _ key: String?,
        _ merge: (JSONValue?, PointRecord) throws -> JSONValue?
    ) throws {
        let known = try key.flatMap { key in
            try String.fetchOne(
                database,
                sql: "SELECT doc FROM \(table) WHERE key = ?",
                arguments: [key]
            )
        }
        let before = try known.map { try JSONColumn.value(JSONValue.self, from: $0) }
        guard let document = try merge(before, record) else { return }
        try database.execute(
            sql: """
                INSERT INTO \(table) (key, doc) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET doc = excluded.doc
                """,
            arguments: [key, try JSONColumn.text(of: document)]
        )
    }
}
