import GRDB
import PipelineAPI
import PipelineEngine

/// The tables of one destination's database, within one transaction.
///
/// Tables whose names begin with `pandora_` are the service's own: `pandora_delivery` has the mark of each
/// source's last delivery of points, `pandora_run` a number for each run that delivered rows. Rows of runs
/// have that number in a column `pandora_run`, by which a rerun finds those it replaces. It is a column,
/// and not a list of row ids, since `VACUUM` may change those.
struct DestinationTables {
    let database: Database

    func write(_ delivery: StoreDelivery) throws {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS pandora_delivery (
                    sender TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT, WITHOUT ROWID
                """
        )
        var number: Int64?
        if let run = delivery.run {
            number = try begin(run, of: delivery)
        } else {
            let isNew = try database.changes(
                """
                INSERT INTO pandora_delivery (sender, mark) VALUES (?, ?)
                ON CONFLICT (sender) DO UPDATE SET mark = excluded.mark WHERE mark <> excluded.mark
                """,
                [delivery.source, delivery.idempotencyKey]
            )
            guard isNew else { return }
        }
        switch delivery.content {
        case .rows(let isReplacing):
            if isReplacing {
                try database.execute(sql: "DROP TABLE IF EXISTS \(quoted(delivery.table))")
            }
            while let rows = try delivery.nextRows() {
                try insert(rows, of: number, into: delivery.table)
            }
        case .documents(let key, let merge):
            let documents = try DocumentTable(named: delivery.table, database)
            while let records = try delivery.nextRows() {
                for record in records { try documents.put(record, key(record), merge) }
            }
        }
    }

    /// Removes what is remembered of a source.
    func forget(_ source: String) throws {
        for table in ["pandora_delivery", "pandora_run"] where try columns(of: table) != nil {
            try database.execute(sql: "DELETE FROM \(table) WHERE sender = ?", arguments: [source])
        }
    }

    /// Removes the rows that a run delivered before.
    ///
    /// Returns the number of the rows that it delivers now.
    private func begin(_ run: Int, of delivery: StoreDelivery) throws -> Int64 {
        try database.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS pandora_run (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    sender TEXT NOT NULL,
                    run INTEGER NOT NULL,
                    target TEXT NOT NULL,
                    UNIQUE (sender, run)) STRICT
                """
        )
        let earlier = try Row.fetchOne(
            database,
            sql: "DELETE FROM pandora_run WHERE sender = ? AND run = ? RETURNING number, target",
            arguments: [delivery.source, run]
        )
        if let earlier {
            let (number, target): (Int64, String) = (earlier["number"], earlier["target"])
            // The export may have been given another table since.
            if try columns(of: target)?.contains("pandora_run") == true {
                try database.execute(
                    sql: "DELETE FROM \(quoted(target)) WHERE pandora_run = ?",
                    arguments: [number]
                )
            }
        }
        try database.execute(
            sql: "INSERT INTO pandora_run (sender, run, target) VALUES (?, ?, ?)",
            arguments: [delivery.source, run, delivery.table]
        )
        return database.lastInsertedRowID
    }

    private func insert(_ rows: [PointRecord], of number: Int64?, into table: String) throws {
        let columns = Set(rows.flatMap(\.keys)).sorted()
        guard !columns.isEmpty else { return }
        let all = columns + (number == nil ? [] : ["pandora_run"])
        try add(all, to: table)
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO \(quoted(table)) (\(all.map(quoted).joined(separator: ", ")))
                VALUES (\(all.map { _ in "?" }.joined(separator: ", ")))
                """
        )
        for row in rows {
            let values = try columns.map { try value(row[$0] ?? .null) }
            let numbers: [(any DatabaseValueConvertible)?] = number.map { [$0] } ?? []
            try statement.execute(arguments: StatementArguments(values + numbers))
        }
    }

    private func add(_ wanted: [String], to table: String) throws {
        guard let known = try columns(of: table) else {
            let list = wanted.map(quoted).joined(separator: ", ")
            return try database.execute(sql: "CREATE TABLE \(quoted(table)) (\(list))")
        }
        for column in wanted where !known.contains(column.asciiLowercased) {
            try database.execute(
                sql: "ALTER TABLE \(quoted(table)) ADD COLUMN \(quoted(column))"
            )
        }
    }

    /// Returns the names of a table's columns in lower case, as SQLite compares them; `nil` where there is
    /// no such table.
    private func columns(of table: String) throws -> Set<String>? {
        let names = try String.fetchAll(
            database,
            sql: "SELECT name FROM pragma_table_info(?)",
            arguments: [table]
        )
        return names.isEmpty ? nil : Set(names.map(\.asciiLowercased))
    }

    private func value(_ value: JSONValue) throws -> (any DatabaseValueConvertible)? {
        switch value {
        case .null: nil
        case .bool(let value): value
        case .integer(let value): value
        case .number(let value): value
        case .string(let value): value
        case .array, .object: try JSONColumn.text(of: value)
        }
    }
}

/// Returns a name as an identifier of SQL, whatever characters it has.
///
/// Quotes are doubled scalar by scalar: a character may be a quote and a combining mark.
func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
        if scalar == "\"" { text.unicodeScalars.append("\"") }
        text.unicodeScalars.append(scalar)
    }
    return text + "\""
}

extension String {
    /// The text with A to Z in lower case: SQLite tells all other letters apart by their case.
    var asciiLowercased: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            let isUpper = ("A"..."Z").contains(scalar)
            text.append(isUpper ? Unicode.Scalar(UInt8(ascii: scalar) + 32) : scalar)
        }
        return String(text)
    }
}
