import PipelineAPI
import Settings

/// What differs between the databases of reports: names, literals, types and a few statements.
struct SQLDialect: Equatable {
    let kind: Stores.ReportStore.Kind

    init(_ kind: Stores.ReportStore.Kind) { self.kind = kind }

    private var isMySQL: Bool { kind == .mysql }

    /// How DuckDB calls the kind of database.
    var typeName: String { isMySQL ? "mysql" : "postgres" }
    /// The name of DuckDB's extension.
    var extensionName: String { typeName + "_scanner" }
    /// The database that is always there.
    var systemDatabase: String { isMySQL ? "information_schema" : "postgres" }
    /// The expression of the schema that tables are in.
    var schema: String { isMySQL ? "DATABASE()" : "'public'" }
    /// The bytes that a name may have; PostgreSQL cuts longer ones off without a word.
    static let longestName = 63

    /// Returns a literal of DuckDB, and of standard SQL.
    static func literal(_ text: String) -> String { "'" + doubled(text, "'") + "'" }

    /// Returns a name of DuckDB, and of standard SQL.
    static func identifier(_ text: String) -> String { "\"" + doubled(text, "\"") + "\"" }

    /// Returns a name in the server's own SQL.
    func name(_ text: String) -> String {
        isMySQL ? "`" + SQLDialect.doubled(text, "`") + "`" : SQLDialect.identifier(text)
    }

    /// Returns a literal in the server's own SQL: in MySQL a backslash escapes.
    func literal(_ text: String) -> String {
        SQLDialect.literal(isMySQL ? SQLDialect.doubled(text, "\\") : text)
    }

    /// Returns the statement by which DuckDB hands one to the server as it is.
    func execute(_ sql: String) -> String {
        "CALL \(typeName)_execute('d', \(SQLDialect.literal(sql)));\n"
    }

    /// Returns the table of DuckDB that has the answer of the server to a query.
    func query(_ sql: String) -> String { "\(typeName)_query('d', \(SQLDialect.literal(sql)))" }

    /// Returns the name of a table for DuckDB.
    func table(_ name: String, in database: String) -> String {
        "d.\(SQLDialect.identifier(isMySQL ? database : "public")).\(SQLDialect.identifier(name))"
    }

    /// Returns the type of a column.
    func type(of field: SchemaField) -> String {
        switch field.valtype {
        case .long: "BIGINT"
        case .float: isMySQL ? "DOUBLE" : "DOUBLE PRECISION"
        case .boolean: "BOOLEAN"
        case .date: isMySQL ? "DATETIME(6)" : "TIMESTAMPTZ"
        case .array, .map: "JSON"
        default: isMySQL ? "LONGTEXT" : "TEXT"
        }
    }

    /// Returns the type as which DuckDB reads a column's values from lines of JSON.
    static func readType(of field: SchemaField) -> String {
        switch field.valtype {
        case .long: "BIGINT"
        case .float: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .date: "TIMESTAMPTZ"
        case .array, .map: "JSON"
        default: "VARCHAR"
        }
    }

    /// Returns the expression of a column's value; MySQL's times have no zone, and are those of UTC.
    func value(of field: SchemaField) -> String {
        let name = SQLDialect.identifier(field.key)
        return isMySQL && field.valtype == .date ? "\(name) AT TIME ZONE 'UTC'" : name
    }

    /// Whether names of columns that differ by the case of letters are one.
    func folded(_ name: String) -> String { isMySQL ? name.lowercased() : name }

    /// Returns the name of an index of a table; none for PostgreSQL, whose indexes of all tables share one space of names.
    func indexName(_ column: String) -> String { isMySQL ? name(column) : "" }

    /// What ends the statement that creates a table.
    var tableOptions: String {
        isMySQL ? " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4" : ""
    }

    /// The statements at the begin of a transaction.
    var begin: String {
        // Else a value that does not fit would be cut off with a warning.
        "BEGIN;\n" + (isMySQL ? execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES'") : "")
    }

    /// Quotes are doubled scalar by scalar: a character may be a quote and a combining mark.
    private static func doubled(_ text: String, _ quote: Unicode.Scalar) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar == quote { result.append(quote) }
            result.append(scalar)
        }
        return String(result)
    }
}
