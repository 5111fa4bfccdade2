import PipelineAPI
import PipelineEngine

/// The script of one DuckDB process: restrictions first, then tables, then one query.
///
/// **Invariant:** the query is always inside a text literal of `query()`, which accepts exactly one SELECT:
/// it can neither end the statement around it nor contain a command of the DuckDB shell.
struct DuckDBScript {
    var tables: [InputTable] = []
    var workDirectory: String
    /// The statements that create the macros which the query calls; they are the translator's own.
    var prelude = ""
    /// Whether a single thread writes, so that each part is one file.
    var writesParts = false
    var limits: ComputeLimits

    func describe(_ sql: String) -> String {
        head + "DESCRIBE \(selection(of: sql));\n"
    }

    /// Returns the script that writes the result file and prints its number of rows.
    func compute(_ query: Query, into path: String) -> String {
        let target = SQLText.literal(path)
        let format = query.resultFormat
        let options = format == .parquet ? "FORMAT parquet" : DuckDBWriting.json
        let written = format == .parquet ? "read_parquet(\(target))" : lines(of: target)
        return head
            + (query.names.map { check($0, of: query.sql) } ?? "")
            + "COPY (\(selection(of: query.sql, names: query.names))) TO \(target) (\(options));\n"
            + "SELECT count(*) AS rows FROM \(written);\n"
    }

    /// Returns the script that writes a table as files.
    func write(_ writing: FileWriting) -> String {
        head + DuckDBWriting(writing).statements
    }

    /// Returns the statement that ends the script where the result's columns are others than those its names
    /// were made for.
    ///
    /// Names are given by place, and must not go to another column.
    private func check(_ names: ResultNames, of sql: String) -> String {
        let fits =
            ["len(found) = \(names.fields.count)"]
            + names.kept.map { "found[\($0 + 1)] = \(SQLText.literal(names.fields[$0]))" }
        let reason = SQLText.literal(
            ", which are not those of the definition: update the definition, its SQL is described again then"
        )
        return """
            SET VARIABLE columns_fit = (
              SELECT CASE WHEN \(fits.joined(separator: " AND ")) THEN true
                ELSE error(\(SQLText.literal(DuckDBMessage.otherColumns)) || array_to_string(
                  list_transform(found, lambda each: concat(chr(39), each, chr(39))), ', ') || \(reason)) END
              FROM (SELECT list(column_name) AS found FROM (DESCRIBE \(selection(of: sql))))
            );

            """
    }

    private func selection(of sql: String, names: ResultNames? = nil) -> String {
        let fields = names.map { "(" + $0.fields.map(SQLText.name).joined(separator: ", ") + ")" }
        return "SELECT * FROM query(\(SQLText.literal(sql)))"
            + (fields.map { " AS result" + $0 } ?? "")
    }

    private var head: String {
        // Files and not their directories: a query can read the files of its tables and nothing else.
        let paths = tables.flatMap(\.files.paths)
        return """
            .bail on
            .mode json
            SET allowed_paths=\(SQLText.list(paths));
            SET allowed_directories=\(SQLText.list([workDirectory + "/"]));
            SET temp_directory=\(SQLText.literal(workDirectory + "/spill"));
            SET memory_limit=\(SQLText.literal("\(limits.mebibytes)MiB"));
            SET threads=\(writesParts ? 1 : limits.threads);
            SET partitioned_write_max_open_files=100000;
            SET partitioned_write_flush_threshold=1000000000;
            SET TimeZone='UTC';
            .safe_mode

            """
                + tables.map { "CREATE VIEW \(SQLText.name($0.name)) AS \(reading($0));\n" }
                .joined()
                + (prelude.isEmpty ? "" : prelude + "\n")
    }

    private func reading(_ table: InputTable) -> String {
        guard !table.files.paths.isEmpty else { return emptyTable(table.schema) }
        let files = SQLText.list(table.files.paths)
        return switch table.files.format {
        case .json:
            "SELECT \(inUTC(table.schema)) FROM read_json(\(files)\(columns(table.schema)))"
        case .csv(let delimiter, let containsHeader):
            "SELECT \(inUTC(table.schema)) FROM read_csv(\(files), "
                + "delim=\(SQLText.literal(delimiter)), "
                + "header=\(containsHeader)\(columns(table.schema)))"
        // An empty line is an empty text, which a csv reader would skip.
        case .text: "SELECT coalesce(text, '') AS text FROM \(lines(of: files))"
        case .parquet: "SELECT \(casts(table.schema)) FROM read_parquet(\(files))"
        }
    }

    private func lines(of files: String) -> String {
        "read_csv(\(files), columns={'text': 'VARCHAR'}, header=false, delim='', quote='', "
            + "escape='', auto_detect=false, strict_mode=false)"
    }

    private func columns(_ schema: [SchemaField]) -> String {
        guard !schema.isEmpty else { return "" }
        let columns = schema.map { field in
            "\(SQLText.literal(field.key)): \(SQLText.literal(DuckDBType.textual(of: field)))"
        }
        return ", columns={\(columns.joined(separator: ", "))}"
    }

    /// Reads dates of text files with their offsets, which a plain TIMESTAMP would ignore.
    private func inUTC(_ schema: [SchemaField]) -> String {
        let dates = schema.filter { $0.valtype == .date }.map { SQLText.name($0.key) }
        guard !dates.isEmpty else { return "*" }
        let casts = dates.map { "CAST(\($0) AS TIMESTAMP) AS \($0)" }
        return "* REPLACE (\(casts.joined(separator: ", ")))"
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
