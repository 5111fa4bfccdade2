import PipelineAPI
import PipelineEngine

/// The statements that write a table as the files of an export.
struct DuckDBWriting {
    let writing: FileWriting

    init(_ writing: FileWriting) {
        self.writing = writing
    }

    /// The format of times in the API.
    static let json =
        "FORMAT json, TIMESTAMPFORMAT \(time), DATEFORMAT '%Y-%m-%dT00:00:00Z'"
    private static let time = "'%Y-%m-%dT%H:%M:%S.%fZ'"

    /// The extension of the files' names.
    var ending: String {
        let format = writing.format == "text" ? "txt" : writing.format
        return writing.compression == "gzip" && format != "parquet" ? format + ".gz" : format
    }

    var isPlain: Bool { writing.fileCount == 1 && writing.partitionBy.isEmpty }

    /// Whether each row is written as one text, for which the table's fields must be known.
    ///
    /// DuckDB has no format of keys and values, and writes JSON to a single file only.
    var writesLines: Bool { writing.format == "text" || (writing.format == "json" && !isPlain) }

    /// Returns the statement that writes one file, or one per partition and part, in one pass over the
    /// rows.
    var statements: String {
        let table = SQLText.name(writing.table.name)
        guard !isPlain else {
            let path = SQLText.literal(writing.directory + "/part-00000." + ending)
            let columns = writesLines ? line : "*"
            return "COPY (SELECT \(columns) FROM \(table)) TO \(path) (\(options));\n"
        }
        let partitions = writing.partitionBy.map(SQLText.name)
        let parts = "(row_number() OVER () - 1) % \(writing.fileCount) AS \(DuckDBWriting.part)"
        let columns = (writesLines ? partitions + [line] : ["*"]) + [parts]
        return """
            COPY (SELECT \(columns.joined(separator: ", ")) FROM \(table)) \
            TO \(SQLText.literal(writing.directory)) (\(options), OVERWRITE_OR_IGNORE, \
            PARTITION_BY (\((partitions + [DuckDBWriting.part]).joined(separator: ", "))));

            """
    }

    /// The column with the number of the part; it becomes a folder `NAME=3`.
    static let part = "pandora_part"

    private var options: String {
        let compression = writing.compression == "none" ? nil : writing.compression
        guard !writesLines else {
            // Nothing is quoted, and a single column never contains the delimiter.
            return "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01', "
                + "COMPRESSION \(compression ?? "none")"
        }
        return switch writing.format {
        case "csv":
            "FORMAT csv, HEADER \(writing.containsHeader), "
                + "DELIMITER \(SQLText.literal(writing.delimiter ?? ",")), "
                + "TIMESTAMPFORMAT \(DuckDBWriting.time), COMPRESSION \(compression ?? "none")"
        case "parquet": "FORMAT parquet, COMPRESSION \(compression ?? "uncompressed")"
        default: "\(DuckDBWriting.json), COMPRESSION \(compression ?? "none")"
        }
    }

    private var line: String {
        let fields = writing.table.schema.filter { !writing.partitionBy.contains($0.key) }
        guard writing.format == "json" else {
            return "concat_ws(chr(9), \(fields.map(keyAndValue).joined(separator: ", "))) AS line"
        }
        let members = fields.map { "\(SQLText.literal($0.key)): \(value($0))" }
        return "CAST(to_json({\(members.joined(separator: ", "))}) AS VARCHAR) AS line"
    }

    /// Returns the SQL of `key=value`, as points are posted; empty if the value is null.
    private func keyAndValue(_ field: SchemaField) -> String {
        let isNested = [.array, .map].contains(field.valtype)
        let text = isNested ? "to_json(\(value(field)))" : value(field)
        return "\(SQLText.literal(field.key + "=")) || "
            + "replace(replace(CAST(\(text) AS VARCHAR), chr(9), '\\t'), chr(10), '\\n')"
    }

    private func value(_ field: SchemaField) -> String {
        let name = SQLText.name(field.key)
        return field.valtype == .date ? "strftime(\(name), \(DuckDBWriting.time))" : name
    }

    /// Returns why DuckDB cannot write a format and compression of the documents; `nil` if it can.
    static func refusal(ofFormat format: String, compression: String) -> String? {
        let possible: [String: [String]] = [
            "json": ["none", "gzip"], "csv": ["none", "gzip"], "text": ["none", "gzip"],
            "parquet": ["none", "snappy", "gzip"],
        ]
        guard let compressions = possible[format] else {
            return
                "duckdb cannot write \(format): the spark engine can; use json, csv, text or parquet"
        }
        guard !compressions.contains(compression) else { return nil }
        return "duckdb cannot write \(format) with '\(compression)': the spark engine can; use "
            + compressions.joined(separator: " or ")
    }
}
