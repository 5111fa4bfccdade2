import FileReading
import PipelineAPI
import PipelineEngine

/// The SELECT that reads a table's files, with everything told that DuckDB would guess.
struct DuckDBReading {
    let table: PreparedTable

    init(_ table: PreparedTable) { self.table = table }

    /// The column with the path of a row's file, which no table has.
    private static let file = "pandora_file"

    var sql: String {
        guard !table.groups.isEmpty else { return emptyTable }
        return switch table.format {
        case .parquet: "SELECT \(parquetColumns) FROM (\(union(parquet)))"
        // An empty line is an empty text, which a csv reader would skip.
        case .text: "SELECT coalesce(text, '') AS text FROM (\(union(lines)))"
        case .json where table.isChecked: "SELECT \(inUTC) FROM (\(union(checkedJSON)))"
        case .json: "SELECT \(converted) FROM (\(union(json)))\(conditions)"
        case .csv: "SELECT \(converted) FROM (\(union(csv)))\(conditions)"
        }
    }

    private func union(_ read: (PreparedTable.FileGroup) -> String) -> String {
        table.groups.map(read).joined(separator: " UNION ALL ")
    }

    // MARK: - Formats

    private func csv(_ group: PreparedTable.FileGroup) -> String {
        guard case .csv(let delimiter, let hasHeader) = table.format else { return "" }
        let reading = group.reading
        guard !reading.columns.isEmpty else { return unseenCSV(group, delimiter, hasHeader) }
        // Names of their own, since those of a file may be alike or empty.
        let columns = reading.columns.indices.map { "'c\($0)': 'VARCHAR'" }
        let selected = fields.map { field in
            let name = SQLText.name(field.key)
            guard let index = reading.columns.firstIndex(of: field.key) else {
                return "CAST(NULL AS VARCHAR) AS \(name)"
            }
            return "c\(index) AS \(name)"
        }
        let separator = SQLText.literal(reading.isCopy ? "," : delimiter)
        return "SELECT \(selected.joined(separator: ", ")), \(DuckDBReading.file) FROM read_csv("
            + "\(SQLText.list(group.paths)), delim=\(separator), header=\(hasHeader), "
            + "columns={\(columns.joined(separator: ", "))}, \(DuckDBReading.csvRules)\(limits(reading)))"
    }

    private static let csvRules =
        "auto_detect=false, quote='\"', escape='\"', strict_mode=true, allow_quoted_nulls=false, "
        + "hive_partitioning=false, filename='\(file)'"

    /// Reads what only DuckDB can unpack, with the names of its header.
    private func unseenCSV(
        _ group: PreparedTable.FileGroup,
        _ delimiter: String,
        _ hasHeader: Bool
    ) -> String {
        let selected = fields.enumerated().map { index, field in
            hasHeader ? SQLText.name(field.key) : "column\(index) AS \(SQLText.name(field.key))"
        }
        return
            "SELECT \(selected.isEmpty ? "*" : selected.joined(separator: ", ") + ", " + DuckDBReading.file) "
            + "FROM read_csv(\(SQLText.list(group.paths)), delim=\(SQLText.literal(delimiter)), "
            + "header=\(hasHeader), quote='\"', escape='\"', all_varchar=true, union_by_name=\(hasHeader), "
            + "allow_quoted_nulls=false, hive_partitioning=false, filename='\(DuckDBReading.file)')"
    }

    private func lines(_ group: PreparedTable.FileGroup) -> String {
        let paths = SQLText.list(group.paths)
        guard group.reading.isCopy else {
            return "SELECT text FROM "
                + DuckDBReading.lines(of: paths, limits(group.reading) + compression(group.reading))
        }
        return "SELECT text FROM read_csv(\(paths), columns={'text': 'VARCHAR'}, header=false, "
            + "\(DuckDBReading.csvRules)\(limits(group.reading)))"
    }

    static func lines(of files: String, _ options: String = "") -> String {
        "read_csv(\(files), columns={'text': 'VARCHAR'}, header=false, delim='', quote='', "
            + "escape='', auto_detect=false, strict_mode=false, hive_partitioning=false\(options))"
    }

    private func json(_ group: PreparedTable.FileGroup) -> String {
        let columns = fields.map { field in
            "\(SQLText.literal(field.key)): \(SQLText.literal(DuckDBType.unconverted(field)))"
        }
        return "SELECT * FROM read_json(\(SQLText.list(group.paths)), "
            + "columns={\(columns.joined(separator: ", "))}, hive_partitioning=false, "
            + "filename='\(DuckDBReading.file)', compression='\(group.reading.jsonCompression)')"
    }

    private func checkedJSON(_ group: PreparedTable.FileGroup) -> String {
        let columns = fields.map { field in
            "\(SQLText.literal(field.key)): \(SQLText.literal(DuckDBType.textual(of: field)))"
        }
        let told = columns.isEmpty ? "" : ", columns={\(columns.joined(separator: ", "))}"
        return
            "SELECT * FROM read_json(\(SQLText.list(group.paths)), hive_partitioning=false\(told))"
    }

    private func parquet(_ group: PreparedTable.FileGroup) -> String {
        "SELECT * FROM read_parquet(\(SQLText.list(group.paths)), hive_partitioning=false"
            + (group.paths.count > 1 ? ", union_by_name=true)" : ")")
    }

    private func compression(_ reading: PreparedTable.Reading) -> String {
        ", compression='\(reading.compression)'"
    }

    private func limits(_ reading: PreparedTable.Reading) -> String {
        (reading.isSequential ? ", parallel=false" : "")
            + (reading.longest > 0 ? ", max_line_size=\(reading.longest * 1_048_576)" : "")
            + (table.format == .text ? "" : compression(reading))
    }

    // MARK: - Columns

    /// The declared fields; of csv without any, what the headers name, as texts.
    private var fields: [SchemaField] {
        guard table.schema.isEmpty else { return table.schema }
        var seen: Set<String> = []
        return table.groups.flatMap(\.reading.columns).filter { seen.insert($0).inserted }
            .map { SchemaField($0, .string) }
    }

    private var isCSV: Bool {
        if case .csv = table.format { true } else { false }
    }

    /// The fields as their types, from the texts of the files.
    private var converted: String {
        guard !fields.isEmpty else { return "* EXCLUDE (\(DuckDBReading.file))" }
        return fields.map { field in
            DuckDBConversion.sql(field, isText: isCSV, file: DuckDBReading.file)
                + " AS \(SQLText.name(field.key))"
        }.joined(separator: ", ")
    }

    /// Refuses rows that lack a required field.
    private var conditions: String {
        let checks = fields.filter(\.isRequired).map {
            DuckDBConversion.requirement($0, file: DuckDBReading.file)
        }
        return checks.isEmpty ? "" : " WHERE " + checks.joined(separator: " AND ")
    }

    /// Reads dates of text files with their offsets, which a plain TIMESTAMP would ignore.
    private var inUTC: String {
        let dates = table.schema.filter { $0.valtype == .date }.map { SQLText.name($0.key) }
        guard !dates.isEmpty else { return "*" }
        let casts = dates.map { "CAST(\($0) AS TIMESTAMP) AS \($0)" }
        return "* REPLACE (\(casts.joined(separator: ", ")))"
    }

    private var parquetColumns: String {
        guard !table.schema.isEmpty else { return "*" }
        return table.schema.map { field in
            let name = SQLText.name(field.key)
            return field.valtype == .map
                ? name : "CAST(\(name) AS \(DuckDBType.name(of: field))) AS \(name)"
        }.joined(separator: ", ")
    }

    private var emptyTable: String {
        let fields = table.schema.isEmpty ? [SchemaField("text", .string)] : table.schema
        let columns = fields.map { field in
            "CAST(NULL AS \(DuckDBType.name(of: field))) AS \(SQLText.name(field.key))"
        }
        return "SELECT \(columns.joined(separator: ", ")) WHERE false"
    }
}

extension PreparedTable.Reading {
    /// The compression by the word that DuckDB's reader of JSON knows it by.
    var jsonCompression: String { compression == "none" ? "uncompressed" : compression }
}
