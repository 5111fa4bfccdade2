import FoundationEssentials
import GRDB
import PipelineAPI
package import PipelineEngine
import SystemPackage

/// Destinations as SQLite files below one directory, readable with `sqlite3`.
package struct SQLiteDestinations: DestinationStore {
    private let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    package func write(_ delivery: StoreDelivery) async throws(DeliveryFailure) {
        let path = directory + "/" + delivery.file
        do {
            try FileManager.default.createDirectory(
                atPath: FilePath(path).removingLastComponent().string,
                withIntermediateDirectories: true
            )
            let queue = try DatabaseQueue(path: path)
            try await queue.write { database in
                try SQLiteDestinations.write(delivery, database)
            }
            try queue.close()
        } catch let error as DeliveryFailure {
            throw error
        } catch {
            throw DeliveryFailure("'\(delivery.file)' cannot be written: \(error)")
        }
    }

    private static func write(_ delivery: StoreDelivery, _ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS pandora_delivery (
                    sender TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT, WITHOUT ROWID
                """
        )
        let isNew = try database.changes(
            """
            INSERT INTO pandora_delivery (sender, mark) VALUES (?, ?)
            ON CONFLICT (sender) DO UPDATE SET mark = excluded.mark WHERE mark <> excluded.mark
            """,
            [delivery.source, delivery.idempotencyKey]
        )
        guard isNew else { return }
        switch delivery.content {
        case .rows(let isReplacing):
            if isReplacing {
                try database.execute(sql: "DROP TABLE IF EXISTS \(name(delivery.table))")
            }
            while let rows = try delivery.nextRows() {
                try insert(rows, into: delivery.table, database)
            }
        case .documents(let key, let merge):
            try createDocuments(delivery.table, database)
            while let records = try delivery.nextRows() {
                for record in records {
                    try put(record, key(record), merge, into: delivery.table, database)
                }
            }
        }
    }

    private static func insert(
        _ rows: [PointRecord],
        into table: String,
        _ database: Database
    ) throws {
        let columns = Set(rows.flatMap(\.keys)).sorted()
        guard !columns.isEmpty else { return }
        try addColumns(columns, to: table, database)
        let placeholders = columns.map { _ in "?" }.joined(separator: ", ")
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO \(name(table)) (\(columns.map(name).joined(separator: ", ")))
                VALUES (\(placeholders))
                """
        )
        for row in rows {
            let values = try columns.map { try value(row[$0] ?? .null) }
            try statement.execute(arguments: StatementArguments(values))
        }
    }

    private static func addColumns(
        _ columns: [String],
        to table: String,
        _ database: Database
    ) throws {
        guard try database.tableExists(table) else {
            let list = columns.map(name).joined(separator: ", ")
            return try database.execute(sql: "CREATE TABLE \(name(table)) (\(list))")
        }
        let known = Set(try database.columns(in: table).map { $0.name.lowercased() })
        for column in columns where !known.contains(column.lowercased()) {
            try database.execute(sql: "ALTER TABLE \(name(table)) ADD COLUMN \(name(column))")
        }
    }

    private static func createDocuments(_ table: String, _ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS \(name(table)) (
                    id INTEGER PRIMARY KEY, key TEXT UNIQUE, doc TEXT NOT NULL)
                """
        )
    }

    private static func put(
        _ record: PointRecord,
        _ key: String?,
        _ merge: (JSONValue?, PointRecord) -> JSONValue?,
        into table: String,
        _ database: Database
    ) throws {
        let known = try key.flatMap { key in
            try String.fetchOne(
                database,
                sql: "SELECT doc FROM \(name(table)) WHERE key = ?",
                arguments: [key]
            )
        }
        let before = try known.map { try JSONColumn.value(JSONValue.self, from: $0) }
        guard let document = merge(before, record) else { return }
        try database.execute(
            sql: """
                INSERT INTO \(name(table)) (key, doc) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET doc = excluded.doc
                """,
            arguments: [key, try JSONColumn.text(of: document)]
        )
    }

    private static func value(_ value: JSONValue) throws -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: nil
        case .bool(let value): value
        case .integer(let value): value
        case .number(let value): value
        case .string(let value): value
        case .array, .object: try JSONColumn.text(of: value)
        }
    }

    private static func name(_ text: String) -> String { text.quotedDatabaseIdentifier }
}
