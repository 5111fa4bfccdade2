import PipelineAPI

/// Maps field types to DuckDB types, and back.
enum DuckDBType {
    static func name(of field: SchemaField) -> String {
        switch field.valtype {
        case .boolean: return "BOOLEAN"
        case .long: return "BIGINT"
        case .float: return "DOUBLE"
        case .date: return "TIMESTAMP"
        case .array: return element(field.elemtype) + "[]"
        case .map:
            guard let fields = field.schema, !fields.isEmpty else { return "JSON" }
            let members = fields.map { "\(SQLText.name($0.key)) \(name(of: $0))" }
            return "STRUCT(\(members.joined(separator: ", ")))"
        default: return "VARCHAR"
        }
    }

    /// Returns the type that a field of a text file is read as: dates with their offsets.
    static func textual(of field: SchemaField) -> String {
        switch field.valtype {
        case .date: return "TIMESTAMPTZ"
        case .map:
            guard let fields = field.schema, !fields.isEmpty else { return "JSON" }
            let members = fields.map { "\(SQLText.name($0.key)) \(textual(of: $0))" }
            return "STRUCT(\(members.joined(separator: ", ")))"
        default: return name(of: field)
        }
    }

    /// Returns the type that a field of JSON files is read as: values that are converted later as texts, which
    /// keeps their digits.
    static func unconverted(_ field: SchemaField) -> String {
        switch field.valtype {
        case .array, .map: textual(of: field)
        default: "VARCHAR"
        }
    }

    /// Returns the field of a column of files: whole numbers that no `long` holds are texts.
    static func inferred(_ name: String, type: String) -> SchemaField {
        let isTooLong = ["HUGEINT", "UBIGINT", "UHUGEINT"].contains(type)
        return isTooLong ? SchemaField(name, .string) : field(name, type: type)
    }

    /// Returns the field of a result's column; a type without a match becomes a string.
    static func field(_ name: String, type: String) -> SchemaField {
        if type.hasSuffix("[]") {
            let element = scalar(String(type.dropLast(2)))
            let allowed = ValueType.elements.contains(element) ? element : .string
            return SchemaField(name, .array, elemtype: allowed)
        }
        return SchemaField(name, scalar(type))
    }

    private static func element(_ type: ValueType?) -> String {
        switch type {
        case .long?: "BIGINT"
        case .float?: "DOUBLE"
        default: "VARCHAR"
        }
    }

    private static func scalar(_ type: String) -> ValueType {
        switch type {
        case "BOOLEAN": .boolean
        case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
            "UINTEGER", "UBIGINT", "UHUGEINT":
            .long
        case "FLOAT", "DOUBLE": .float
        case "DATE": .date
        case "JSON": .jsonString
        default:
            if type.hasPrefix("DECIMAL") {
                .float
            } else if type.hasPrefix("TIMESTAMP") {
                .date
            } else if type.hasPrefix("STRUCT") || type.hasPrefix("MAP") {
                .map
            } else {
                .string
            }
        }
    }
}
