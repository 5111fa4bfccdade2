import PipelineAPI
import PipelineEngine

/// The text of one DuckDB process: confinement first, then tables, then one query.
///
/// The query is only ever inside a text literal of `query()`, which takes exactly one SELECT: nothing
/// in it can end the statement around it, or be a command of the shell's.
struct DuckDBScript {
    var tables: [InputTable] = []
    var workDirectory: String
    var memory: String
    var threads: Int

    func describe(_ sql: String) -> String {
        head + "DESCRIBE \(selection(of: sql));\n"
    }

    /// Writes the result file and answers its count of rows.
    func compute(_ sql: String, into path: String) -> String {
        let target = SQLText.literal(path)
        return head
            + "COPY (\(selection(of: sql))) TO \(target) (FORMAT parquet);\n"
            + "SELECT count(*) AS rows FROM read_parquet(\(target));\n"
    }

    private func selection(of sql: String) -> String {
        "SELECT * FROM query(\(SQLText.literal(sql)))"
    }

    private var head: String {
        // Files alone, not their directories: a query reads what its tables name and nothing else.
        let paths = tables.flatMap(\.files.paths)
        return """
            .bail on
            .mode json
            SET allowed_paths=\(SQLText.list(paths));
            SET allowed_directories=\(SQLText.list([workDirectory + "/"]));
            SET temp_directory=\(SQLText.literal(workDirectory + "/spill"));
            SET memory_limit=\(SQLText.literal(memory));
            SET threads=\(threads);
            SET TimeZone='UTC';
            .safe_mode

            """
                + tables.map { "CREATE VIEW \(SQLText.name($0.name)) AS \(reading($0));\n" }
                .joined()
    }

    private func reading(_ table: InputTable) -> String {
        guard !table.files.paths.isEmpty else { return emptyTable(table.schema) }
        let files = SQLText.list(table.files.paths)
        return switch table.files.format {
        case .json:
            "SELECT * FROM read_json(\(files)\(columns(table.schema)))"
        case .csv(let delimiter, let containsHeader):
            "SELECT * FROM read_csv(\(files), delim=\(SQLText.literal(delimiter)), "
                + "header=\(containsHeader)\(columns(table.schema)))"
        case .text:
            // An empty line is an empty text: read as a csv it would be none.
            "SELECT coalesce(text, '') AS text "
                + "FROM read_csv(\(files), columns={'text': 'VARCHAR'}, header=false, delim='', "
                + "quote='', escape='', auto_detect=false, strict_mode=false)"
        case .parquet: "SELECT \(casts(table.schema)) FROM read_parquet(\(files))"
        }
    }

    private func columns(_ schema: [SchemaField]) -> String {
        guard !schema.isEmpty else { return "" }
        let columns = schema.map { field in
            "\(SQLText.literal(field.key)): \(SQLText.literal(DuckDBType.name(of: field)))"
        }
        return ", columns={\(columns.joined(separator: ", "))}"
    }

    private func casts(_ schema: [SchemaField]) -> String {
        guard !schema.isEmpty else { return "*" }
        return schema.map { field in
            let name = SQLText.name(field.key)
            return field.valtype == .map
                ? name : "CAST(\(name) AS \(DuckDBType.name(of: field))) AS \(name)"
        }.joined(separator: ", ")
    }

    private func emptyTable(_ schema: [SchemaField]) -> String {
        let fields = schema.isEmpty ? [SchemaField("text", .string)] : schema
        let columns = fields.map { field in
            "CAST(NULL AS \(DuckDBType.name(of: field))) AS \(SQLText.name(field.key))"
        }
        return "SELECT \(columns.joined(separator: ", ")) WHERE false"
    }
}
