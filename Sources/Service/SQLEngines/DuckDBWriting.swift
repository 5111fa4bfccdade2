import PipelineAPI
import PipelineEngine

/// The statements that write a table as files of an export.
struct DuckDBWriting {
    let writing: FileWriting

    init(_ writing: FileWriting) {
        self.writing = writing
    }

    /// Times as the API writes them.
    static let json =
        "FORMAT json, TIMESTAMPFORMAT \(time), DATEFORMAT '%Y-%m-%dT00:00:00Z'"
    private static let time = "'%Y-%m-%dT%H:%M:%S.%fZ'"

    /// What a file's name ends with.
    var ending: String {
        let format = writing.format == "text" ? "txt" : writing.format
        return writing.compression == "gzip" && format != "parquet" ? format + ".gz" : format
    }

    var isPlain: Bool { writing.fileCount == 1 && writing.partitionBy.isEmpty }

    /// Whether each row is written as one text, so that the table's fields must be known.
    ///
    /// DuckDB has no format of key and value, and writes JSON to one file only.
    var writesLines: Bool { writing.format == "text" || (writing.format == "json" && !isPlain) }

    /// One file, or one a partition and part, all in one pass over the rows.
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

    /// The column, and the folder `NAME=3` it becomes, that tells the parts of a partition.
    static let part = "pandora_part"

    private var options: String {
        let compression = writing.compression == "none" ? nil : writing.compression
        guard !writesLines else {
            // Nothing is quoted, and the delimiter never comes up in a single column.
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

    /// `key=value` as points are posted; nothing where the value is null.
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

    /// The formats and compressions of the documents that DuckDB can write.
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
