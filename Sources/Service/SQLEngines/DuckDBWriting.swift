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

    /// Whether the table's fields must be known: their types decide how their values are written.
    var needsTypes: Bool { writing.format != "parquet" }

    /// Whether each row is written as one text.
    ///
    /// DuckDB has no format of keys and values, writes JSON to a single file only, and NaN in it, which is no JSON.
    private var writesLines: Bool { writing.format == "text" || writing.format == "json" }

    /// Returns the statement that writes one file, or one per partition and part, in one pass over the
    /// rows.
    var statements: String {
        let table = SQLText.name(writing.table.name)
        guard !isPlain else {
            let path = SQLText.literal(writing.directory + "/part-00000." + ending)
            let columns = writesLines ? line : values
            return "COPY (SELECT \(columns) FROM \(table)) TO \(path) (\(options));\n"
        }
        let partitions = writing.partitionBy.map(SQLText.name)
        let parts = "(row_number() OVER () - 1) % \(writing.fileCount) AS \(DuckDBWriting.part)"
        let columns = (writesLines ? partitions + [line] : [values]) + [parts]
        return """
            COPY (SELECT \(columns.joined(separator: ", ")) FROM \(table)) \
            TO \(SQLText.literal(writing.directory)) (\(options), OVERWRITE_OR_IGNORE, \
            PARTITION_BY (\((partitions + [DuckDBWriting.part]).joined(separator: ", "))));

            """
    }

    /// The column with the number of the part; it becomes a folder `NAME=3`.
    static let part = "pandora_part"

    /// The columns of csv and parquet; csv has arrays and maps as JSON, as the API's documents have them.
    private var values: String {
        guard writing.format == "csv", !writing.table.schema.isEmpty else { return "*" }
        return writing.table.schema.map { field in
            let name = SQLText.name(field.key)
            guard !writing.partitionBy.contains(field.key) else { return name }
            return "\(isNested(field) ? json(name) : value(field)) AS \(name)"
        }.joined(separator: ", ")
    }

    private func isNested(_ field: SchemaField) -> Bool { [.array, .map].contains(field.valtype) }

    /// Returns the SQL of a value as JSON, with null for numbers that JSON has not.
    private func json(_ sql: String) -> String {
        "\(DuckDBWriting.finite)(CAST(to_json(\(sql)) AS VARCHAR))"
    }

    /// The function that replaces NaN and Infinity in JSON, outside of its strings, by null.
    ///
    /// The pattern passes over strings and signs of numbers to the next of the two; the LF, to which the last match
    /// goes, is taken away with the null that it gets.
    static let finite = "pandora_finite"
    static let macro =
        "CREATE MACRO pandora_finite(j) AS CASE WHEN contains(j, 'NaN') OR contains(j, 'Infinity') "
        + "THEN left(regexp_replace(j || chr(10), "
        + #"'((?:"(?:[^"\\]|\\.)*"|[^"NI-]|-[0-9])*)(?:-?(?:NaN|Infinity)|$)', '\1null', 'g'), -5) "#
        + "ELSE j END;\n"

    /// The options that write one text a row: nothing is quoted, and one column has no delimiter.
    static let lines = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01'"

    private var options: String {
        let compression = writing.compression == "none" ? nil : writing.compression
        guard !writesLines else {
            return "\(DuckDBWriting.lines), COMPRESSION \(compression ?? "none")"
        }
        return switch writing.format {
        case "csv":
            "FORMAT csv, HEADER \(writing.containsHeader), "
                + "DELIMITER \(SQLText.literal(writing.delimiter ?? ",")), QUOTE '\"', ESCAPE '\"', "
                + "TIMESTAMPFORMAT \(DuckDBWriting.time), COMPRESSION \(compression ?? "none")"
        default: "FORMAT parquet, COMPRESSION \(compression ?? "uncompressed")"
        }
    }

    private var line: String {
        let fields = writing.table.schema.filter { !writing.partitionBy.contains($0.key) }
        guard writing.format == "json" else {
            return "concat_ws(chr(9), \(fields.map(keyAndValue).joined(separator: ", "))) AS line"
        }
        let members = fields.map { "\(SQLText.literal($0.key)): \(member($0))" }
        let object = members.isEmpty ? "MAP {}" : "{\(members.joined(separator: ", "))}"
        return "\(json(object)) AS line"
    }

    /// Returns the SQL of a value in JSON: a jsonstring is the value that it is the text of, as it is where it is posted.
    private func member(_ field: SchemaField) -> String {
        guard field.valtype == .jsonString else { return value(field) }
        let text = "CAST(\(SQLText.name(field.key)) AS VARCHAR)"
        return "CASE WHEN json_valid(\(text)) THEN CAST(\(text) AS JSON) ELSE to_json(\(text)) END"
    }

    /// Returns the SQL of `key=value`, as points are posted; empty if the value is null.
    ///
    /// JSON is not escaped: it has its own escapes, and no TAB and no line end beside them.
    private func keyAndValue(_ field: SchemaField) -> String {
        let name = SQLText.name(field.key)
        let text: String
        if isNested(field) {
            text = json(name)
        } else if field.valtype == .jsonString {
            let plain = "CAST(\(name) AS VARCHAR)"
            text =
                "CASE WHEN json_valid(\(plain)) THEN CAST(json(\(plain)) AS VARCHAR) ELSE \(escaped(plain)) END"
        } else {
            text = escaped("CAST(\(value(field)) AS VARCHAR)")
        }
        return "\(SQLText.literal(field.key + "=")) || \(text)"
    }

    private func escaped(_ sql: String) -> String {
        [("chr(92)", "\\\\"), ("chr(9)", "\\t"), ("chr(10)", "\\n"), ("chr(13)", "\\r")].reduce(sql)
        {
            "replace(\($0), \($1.0), '\($1.1)')"
        }
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
