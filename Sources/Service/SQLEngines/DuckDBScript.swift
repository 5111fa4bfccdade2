import FileReading
import PipelineAPI
import PipelineEngine

/// The script of one DuckDB process: restrictions first, then tables, then one query.
///
/// **Invariant:** the query is always inside a text literal of `query()`, which accepts exactly one SELECT:
/// it can neither end the statement around it nor contain a command of the DuckDB shell.
struct DuckDBScript {
    var tables: [PreparedTable] = []
    /// Files that the query reads by their paths, beside those of the tables.
    var paths: [String] = []
    var workDirectory: String
    /// The statements that create the macros which the query calls; they are the translator's own.
    var prelude = ""
    /// Whether a single thread writes, so that each part is one file.
    var writesParts = false
    var limits: ComputeLimits

    func describe(_ sql: String) -> String {
        head + "DESCRIBE \(selection(of: sql));\n"
    }

    /// Returns the script that writes the result file, and prints the number of rows of one in parquet.
    ///
    /// Lines are counted by ``WrittenLines``: DuckDB reads none that is longer than it was told.
    func compute(_ query: Query, into path: String) -> String {
        let target = SQLText.literal(path)
        let isParquet = query.resultFormat == .parquet
        let options = isParquet ? "FORMAT parquet" : DuckDBWriting.json
        return head
            + (query.names.map { check($0, of: query.sql) } ?? "")
            + "COPY (\(selection(of: query.sql, names: query.names))) TO \(target) (\(options));\n"
            + (isParquet ? "SELECT count(*) AS rows FROM read_parquet(\(target));\n" : "")
    }

    /// Returns the script that rewrites lines of JSON, of which the longest has a number of bytes, with null for the
    /// numbers that JSON has not.
    func rewrite(_ path: String, longest: Int, to target: String) -> String {
        let lines = DuckDBReading.lines(
            of: SQLText.literal(path),
            ", max_line_size=\(max(longest * 2, DuckDBScript.shortestLimit))"
        )
        return "\(head)\(DuckDBWriting.macro)COPY (SELECT \(DuckDBWriting.finite)(text) FROM "
            + "\(lines)) TO \(SQLText.literal(target)) (\(DuckDBWriting.lines), COMPRESSION none);\n"
    }

    /// The bytes of a line that DuckDB reads without being told.
    private static let shortestLimit = 2_000_000

    /// Returns the script that reads every value of a table and keeps none.
    func verify(_ table: PreparedTable) -> String {
        let counts = table.schema.map { "count(\(SQLText.name($0.key)))" }
        return head
            + "SELECT \((counts + ["count(*)"]).joined(separator: ", ")) FROM \(SQLText.name(table.name));\n"
    }

    /// Returns the script of a query that this service made itself, which may read files by their paths.
    func rows(of sql: String) -> String { head + sql + ";\n" }

    /// Returns the script that writes a table as files.
    func write(_ writing: FileWriting) -> String {
        head + DuckDBWriting.macro + DuckDBWriting(writing).statements
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
        let paths = paths + tables.flatMap(\.groups).flatMap(\.paths)
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
            SET errors_as_json=true;
            .safe_mode

            """
                + (tables.allSatisfy(\.isChecked) ? "" : DuckDBConversion.macros)
                + tables.map {
                    "CREATE VIEW \(SQLText.name($0.name)) AS \(DuckDBReading($0).sql);\n"
                }.joined()
                + (prelude.isEmpty ? "" : prelude + "\n")
    }
}
