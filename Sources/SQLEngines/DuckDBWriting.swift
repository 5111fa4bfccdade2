import PipelineAPI
import PipelineEngine

/// The statements that write a table as files of an export.
struct DuckDBWriting {
    let writing: FileWriting

    init(_ writing: FileWriting) {
        self.writing = writing
    }

    /// Times as the API writes them.
    static let json = """
        FORMAT json, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ', DATEFORMAT '%Y-%m-%dT00:00:00Z'
        """

    /// What a file's name ends with.
    var ending: String {
        let format = writing.format == "text" ? "txt" : writing.format
        return writing.compression == "gzip" && format != "parquet" ? format + ".gz" : format
    }

    var isPlain: Bool { writing.fileCount == 1 && writing.partitionBy.isEmpty }

    /// One file, or one a partition and part, all in one pass over the rows.
    var statements: String {
        let table = SQLText.name(writing.table.name)
        guard !isPlain else {
            let path = SQLText.literal(writing.directory + "/part-00000." + ending)
            return "COPY (SELECT \(columns) FROM \(table)) TO \(path) (\(options));\n"
        }
        let parts = "(row_number() OVER () - 1) % \(writing.fileCount) AS \(DuckDBWriting.part)"
        let partitions = writing.partitionBy.map(SQLText.name) + [DuckDBWriting.part]
        let kept = writing.format == "text" ? partitions.dropLast() + [columns] : ["*"]
        return """
            SET threads=1;
            SET partitioned_write_max_open_files=100000;
            SET partitioned_write_flush_threshold=1000000000;
            COPY (SELECT \((kept + [parts]).joined(separator: ", ")) FROM \(table)) \
            TO \(SQLText.literal(writing.directory)) \
            (\(options), PARTITION_BY (\(partitions.joined(separator: ", "))), \
            OVERWRITE_OR_IGNORE);

            """
    }

    /// The column, and the folder `NAME=3` it becomes, that tells the parts of a partition.
    static let part = "pandora_part"

    private var options: String {
        let compression = writing.compression == "none" ? nil : writing.compression
        return switch writing.format {
        case "csv":
            "FORMAT csv, HEADER \(writing.containsHeader), "
                + "DELIMITER \(SQLText.literal(writing.delimiter ?? ",")), "
                + "TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ', COMPRESSION \(compression ?? "none")"
        case "text":
            // The rows are lines already; nothing is quoted, and the delimiter never comes up.
            "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01', "
                + "COMPRESSION \(compression ?? "none")"
        case "parquet": "FORMAT parquet, COMPRESSION \(compression ?? "uncompressed")"
        default: "\(DuckDBWriting.json), COMPRESSION \(compression ?? "none")"
        }
    }

    private var columns: String {
        guard writing.format == "text" else { return "*" }
        let fields = writing.table.schema.filter { !writing.partitionBy.contains($0.key) }
        return "concat_ws(chr(9), \(fields.map(keyAndValue).joined(separator: ", "))) AS line"
    }

    /// `key=value` as points are posted; nothing where the value is null.
    private func keyAndValue(_ field: SchemaField) -> String {
        let name = SQLText.name(field.key)
        let text =
            switch field.valtype {
            case .date: "strftime(\(name), '%Y-%m-%dT%H:%M:%S.%fZ')"
            case .array, .map: "CAST(to_json(\(name)) AS VARCHAR)"
            default: "CAST(\(name) AS VARCHAR)"
            }
        return "\(SQLText.literal(field.key + "=")) || "
            + "replace(replace(\(text), chr(9), '\\t'), chr(10), '\\n')"
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
