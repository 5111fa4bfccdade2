import PipelineAPI

/// The SQL that makes values of a type from the texts of files, and fails at those that are none.
///
/// DuckDB's own casts round 1.5 to a whole number, and take words such as `infinity` as times.
enum DuckDBConversion {
    /// The word that begins the message of such a failure; its JSON follows.
    static let mark = "pandora-value:"

    /// The functions that every script defines.
    static let macros = """
        CREATE MACRO pandora_refusal(c, k, f, p) AS error('\(mark)' || \
        json_object('value', left(CAST(c AS VARCHAR), 200), 'kind', k, 'field', f, 'path', p)::VARCHAR);
        CREATE MACRO pandora_long(c, f, p) AS CASE WHEN c IS NULL THEN NULL \
        WHEN TRY_CAST(c AS DECIMAL(38, 10)) = TRY_CAST(c AS BIGINT) THEN TRY_CAST(c AS BIGINT) \
        ELSE CAST(pandora_refusal(c, 'long', f, p) AS BIGINT) END;
        CREATE MACRO pandora_float(c, f, p) AS CASE WHEN c IS NULL THEN NULL \
        WHEN TRY_CAST(c AS DOUBLE) IS NOT NULL THEN TRY_CAST(c AS DOUBLE) \
        ELSE CAST(pandora_refusal(c, 'float', f, p) AS DOUBLE) END;
        CREATE MACRO pandora_boolean(c, f, p) AS CASE WHEN c IS NULL THEN NULL \
        WHEN TRY_CAST(c AS BOOLEAN) IS NOT NULL THEN TRY_CAST(c AS BOOLEAN) \
        ELSE CAST(pandora_refusal(c, 'boolean', f, p) AS BOOLEAN) END;
        CREATE MACRO pandora_date(c, f, p) AS CASE WHEN c IS NULL THEN NULL \
        WHEN isfinite(TRY_CAST(c AS TIMESTAMPTZ)) THEN CAST(TRY_CAST(c AS TIMESTAMPTZ) AS TIMESTAMP) \
        ELSE CAST(pandora_refusal(c, 'date', f, p) AS TIMESTAMP) END;
        CREATE MACRO pandora_json(c, k, f, p) AS CASE WHEN c IS NULL THEN NULL \
        WHEN json_valid(c) THEN CAST(c AS JSON) \
        ELSE CAST(pandora_refusal(c, k, f, p) AS JSON) END;
        CREATE MACRO pandora_text_long(c, f, p) AS CASE WHEN regexp_full_match(c, '[+-]?[0-9]{1,18}') \
        THEN TRY_CAST(c AS BIGINT) ELSE pandora_long(c, f, p) END;
        CREATE MACRO pandora_column_long(c, f, p) AS CASE WHEN typeof(c) IN (\(whole)) THEN CAST(c AS BIGINT) \
        ELSE pandora_long(c, f, p) END;
        CREATE MACRO pandora_column_float(c, f, p) AS CASE WHEN typeof(c) IN (\(whole), 'FLOAT', 'DOUBLE') \
        THEN CAST(c AS DOUBLE) ELSE pandora_float(c, f, p) END;
        CREATE MACRO pandora_column_boolean(c, f, p) AS CASE WHEN typeof(c) = 'BOOLEAN' THEN CAST(c AS BOOLEAN) \
        ELSE pandora_boolean(CAST(c AS VARCHAR), f, p) END;
        CREATE MACRO pandora_column_date(c, f, p) AS CASE WHEN typeof(c) = 'TIMESTAMP' THEN CAST(c AS TIMESTAMP) \
        ELSE pandora_date(c, f, p) END;

        """

    /// The types whose values a `long` holds.
    private static let whole =
        "'BIGINT', 'INTEGER', 'SMALLINT', 'TINYINT', 'UINTEGER', 'USMALLINT', 'UTINYINT'"

    /// Returns the SQL of a field's value from a column that has a type of its own, as those of parquet files have.
    ///
    /// DuckDB decides by the type before it reads a value, so that one that fits costs nothing.
    static func column(_ field: SchemaField, file: String) -> String {
        let name = SQLText.name(field.key)
        let rest = "(\(name), \(SQLText.literal(field.key)), \(file))"
        return switch field.valtype {
        case .long, .float, .boolean, .date: "pandora_column_\(field.valtype)\(rest)"
        case .map: name
        default: "CAST(\(name) AS \(DuckDBType.name(of: field)))"
        }
    }

    /// Returns the SQL of a field's value; `isText` where arrays and maps are texts, too.
    static func sql(_ field: SchemaField, isText: Bool, file: String) -> String {
        let name = SQLText.name(field.key)
        let key = SQLText.literal(field.key)
        let text = isText ? "nullif(\(name), '')" : name
        switch field.valtype {
        // Nearly all are plain digits, which take a tenth of the time that a decimal number takes.
        case .long: return "pandora_text_long(\(text), \(key), \(file))"
        case .float: return "pandora_float(\(text), \(key), \(file))"
        case .boolean: return "pandora_boolean(\(text), \(key), \(file))"
        case .date: return "pandora_date(\(text), \(key), \(file))"
        case .array where isText, .map where isText:
            let kind = SQLText.literal("\(field.valtype)")
            return
                "CAST(pandora_json(\(text), \(kind), \(key), \(file)) AS \(DuckDBType.name(of: field)))"
        default: return name
        }
    }

    /// Returns the condition that fails where a row lacks a field.
    static func requirement(_ field: SchemaField, file: String) -> String {
        "CASE WHEN \(SQLText.name(field.key)) IS NULL THEN CAST(pandora_refusal(NULL, 'required', "
            + "\(SQLText.literal(field.key)), \(file)) AS BOOLEAN) ELSE true END"
    }
}
