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
        case .parquet: "SELECT \(parquetColumns) FROM (\(union(parquet)))\(parquetConditions)"
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

    /// Reads what only DuckDB can unpack, with the names of its header: a declared field that it lacks is null.
    private func unseenCSV(
        _ group: PreparedTable.FileGroup,
        _ delimiter: String,
        _ hasHeader: Bool
    ) -> String {
        let paths = SQLText.list(group.paths)
        let separator = SQLText.literal(delimiter)
        let file = DuckDBReading.file
        guard hasHeader || fields.isEmpty else {
            let columns = fields.indices.map { "'c\($0)': 'VARCHAR'" }.joined(separator: ", ")
            let selected = fields.enumerated().map { "c\($0) AS \(SQLText.name($1.key))" }
            return "SELECT \(selected.joined(separator: ", ")), \(file) FROM read_csv(\(paths), "
                + "delim=\(separator), header=false, columns={\(columns)}, parallel=false, "
                + "\(DuckDBReading.csvRules)\(compression(group.reading)))"
        }
        let rows =
            "SELECT * FROM read_csv(\(paths), delim=\(separator), header=\(hasHeader), quote='\"', "
            + "escape='\"', all_varchar=true, union_by_name=\(hasHeader), allow_quoted_nulls=false, "
            + "parallel=false, hive_partitioning=false, filename='\(file)'\(compression(group.reading)))"
        guard !fields.isEmpty else { return rows }
        let names = fields.map { SQLText.name($0.key) }
        let missing = names.map { "NULL AS \($0)" }.joined(separator: ", ")
        return "SELECT \(names.joined(separator: ", ")), \(file) FROM "
            + "(SELECT \(missing) WHERE false UNION ALL BY NAME \(rows))"
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
            + "filename='\(DuckDBReading.file)', compression='\(group.reading.jsonCompression)'"
            + "\(group.reading.jsonLimit))"
    }

    private func checkedJSON(_ group: PreparedTable.FileGroup) -> String {
        let columns = fields.map { field in
            "\(SQLText.literal(field.key)): \(SQLText.literal(DuckDBType.textual(of: field)))"
        }
        let told = columns.isEmpty ? "" : ", columns={\(columns.joined(separator: ", "))}"
        return
            "SELECT * FROM read_json(\(SQLText.list(group.paths)), hive_partitioning=false\(told))"
    }

    /// Reads columns by name: a declared field that no file has is null.
    private func parquet(_ group: PreparedTable.FileGroup) -> String {
        let files =
            "SELECT * FROM read_parquet(\(SQLText.list(group.paths)), hive_partitioning=false"
            + (group.paths.count > 1 ? ", union_by_name=true" : "")
        guard isCheckedHere else { return files + ")" }
        let missing = table.schema.map { "NULL AS \(SQLText.name($0.key))" }
        return "SELECT \(missing.joined(separator: ", ")) WHERE false UNION ALL BY NAME "
            + "\(files), filename='\(DuckDBReading.file)')"
    }

    /// Whether the values of parquet files are to be checked against a declared schema.
    private var isCheckedHere: Bool { !table.schema.isEmpty && !table.isChecked }

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
            guard isCheckedHere else {
                return field.valtype == .map
                    ? name : "CAST(\(name) AS \(DuckDBType.name(of: field))) AS \(name)"
            }
            return DuckDBConversion.column(field, file: DuckDBReading.file) + " AS \(name)"
        }.joined(separator: ", ")
    }

    private var parquetConditions: String { isCheckedHere ? conditions : "" }

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

    /// The option of DuckDB's reader of JSON for the longest object.
    var jsonLimit: String { longest > 0 ? ", maximum_object_size=\(longest * 1_048_576)" : "" }
}
