import PipelineAPI
import Settings

/// The statements that write a report, in the order that keeps its readers from seeing half of it.
///
/// What changes tables comes first, since MySQL ends a transaction with it; then one transaction has all rows and the
/// mark of the delivery. A ledger, the table `pandora_delivery`, has a row for each sender with its last mark. The mark is
/// changed first, which locks the row, so that what an earlier process of the service has left under way ends before, one
/// way or the other; a mark that is there already becomes null, which the column refuses. It is no query that looks for
/// the mark: DuckDB sends those to MySQL on a connection of their own, outside the transaction.
struct ReportScript {
    static let ledger = "pandora_delivery"
    /// The column that tells which run a row is of.
    static let runColumn = "pandora_run"
    /// The ledger's column of the mark, which is never null; an error that names it says that the delivery was written
    /// already.
    static let markColumn = "pandora_mark"

    /// Whether an error says so; one of an insertion never does, whatever the rows have in them.
    static func saysDelivered(_ error: String) -> Bool {
        let says = [
            "Column '\(markColumn)' cannot be null", "null value in column \"\(markColumn)\"",
        ]
        return says.contains { error.contains($0) } && error.contains("UPDATE \(ledger)")
            && !error.contains("INSERT INTO")
    }

    let dialect: SQLDialect
    let database: String
    let table: String
    /// The columns, with the types of their fields.
    let columns: [SchemaField]
    let sender: String
    let mark: String
    /// What the run's rows are marked with; `nil` for points.
    let run: String?
    /// Whether the rows replace all that the table has.
    let isReplacing: Bool

    /// Returns the query that tells the columns of the tables that are there.
    var look: String {
        let names = [table, ReportScript.ledger].map(dialect.literal).joined(separator: ", ")
        let sql = """
            SELECT table_name AS t, column_name AS c FROM information_schema.columns \
            WHERE table_schema = \(dialect.schema) AND table_name IN (\(names))
            """
        return "SELECT t, c FROM \(dialect.query(sql));\n"
    }

    /// Returns the statements; `known` has the columns of each table that is there, `rows` is the path of the rows as
    /// lines of JSON, of which the longest has a number of bytes.
    func write(known: [String: Set<String>], rows: String, longest: Int) -> String {
        var script = definitions(known)
        let own = dialect.literal(sender)
        let insertion =
            "INTO \(ReportScript.ledger) (sender, \(ReportScript.markColumn)) VALUES (\(own), '')"
        script += dialect.execute(
            dialect.kind == .mysql
                ? "INSERT IGNORE \(insertion)" : "INSERT \(insertion) ON CONFLICT DO NOTHING"
        )
        script += dialect.begin
        let (column, wanted) = (ReportScript.markColumn, dialect.literal(mark))
        script += dialect.execute(
            "UPDATE \(ReportScript.ledger) SET \(column) = CASE WHEN \(column) = \(wanted) THEN NULL "
                + "ELSE \(wanted) END WHERE sender = \(own)"
        )
        if isReplacing {
            script += dialect.execute("DELETE FROM \(dialect.name(table))")
        } else if let run {
            script += dialect.execute(
                "DELETE FROM \(dialect.name(table)) WHERE \(ReportScript.runColumn) = "
                    + dialect.literal(run)
            )
        }
        return script + insert(rows, longest) + "COMMIT;\n"
    }

    private func insert(_ rows: String, _ longest: Int) -> String {
        var names = columns.map { SQLDialect.identifier($0.key) }
        var values = columns.map(dialect.value)
        if let run {
            names.append(ReportScript.runColumn)
            values.append(SQLDialect.literal(run))
        }
        let types = columns.map {
            "\(SQLDialect.identifier($0.key)): \(SQLDialect.literal(SQLDialect.readType(of: $0)))"
        }
        return """
            INSERT INTO \(dialect.table(table, in: database)) (\(names.joined(separator: ", "))) \
            SELECT \(values.joined(separator: ", ")) FROM read_json(\(SQLDialect.literal(rows)), \
            format='newline_delimited', maximum_object_size=\(max(longest * 2, 16 << 20)), \
            columns={\(types.joined(separator: ", "))});

            """
    }

    /// Returns the statements that make the tables, and add the columns that they lack.
    private func definitions(_ known: [String: Set<String>]) -> String {
        var script = ""
        if known[ReportScript.ledger] == nil {
            let text = dialect.kind == .mysql ? "VARCHAR(700)" : "TEXT"
            script += dialect.execute(
                "CREATE TABLE IF NOT EXISTS \(ReportScript.ledger) (sender \(text) PRIMARY KEY, "
                    + "\(ReportScript.markColumn) VARCHAR(200) NOT NULL)\(dialect.tableOptions)"
            )
        }
        var wanted = columns.map { ($0.key, "\(dialect.name($0.key)) \(dialect.type(of: $0))") }
        if run != nil {
            wanted.append((ReportScript.runColumn, "\(ReportScript.runColumn) VARCHAR(300)"))
        }
        let there = known[table]
        let missing = wanted.filter { there?.contains(dialect.folded($0.0)) != true }.map(\.1)
        guard !missing.isEmpty else { return script }
        if there == nil {
            script += dialect.execute(
                "CREATE TABLE IF NOT EXISTS \(dialect.name(table)) (\(missing.joined(separator: ", ")))"
                    + dialect.tableOptions
            )
        } else {
            let added = missing.map { "ADD COLUMN \($0)" }.joined(separator: ", ")
            script += dialect.execute("ALTER TABLE \(dialect.name(table)) \(added)")
        }
        if run != nil, there?.contains(ReportScript.runColumn) != true {
            // A rerun looks for the rows of its run.
            script += dialect.execute(
                "CREATE INDEX \(dialect.indexName(ReportScript.runColumn)) ON \(dialect.name(table)) "
                    + "(\(ReportScript.runColumn))"
            )
        }
        return script
    }
}
