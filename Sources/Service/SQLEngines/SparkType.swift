import PipelineAPI
import PipelineEngine

/// Names the types of columns in Spark's words, as the translator reads them.
enum SparkType {
    static func name(of field: SchemaField) -> String {
        switch field.valtype {
        case .boolean: return "boolean"
        case .long: return "bigint"
        case .float: return "double"
        case .date: return "timestamp"
        case .array: return "array<\(element(field.elemtype))>"
        case .map:
            guard let fields = field.schema, !fields.isEmpty else { return "json" }
            return structure(fields.map { ($0.key, name(of: $0)) })
        default: return "string"
        }
    }

    private static func element(_ type: ValueType?) -> String {
        switch type {
        case .long?: "bigint"
        case .float?: "double"
        default: "string"
        }
    }

    /// Returns the type of a DuckDB column: `STRUCT(a INTEGER)[]` is `array<struct<a:int>>`.
    ///
    /// A type that Spark has no match for is `unknown`.
    static func name(ofDuckDB type: String) -> String {
        if type.hasSuffix("[]") { return "array<\(name(ofDuckDB: String(type.dropLast(2))))>" }
        if let inner = DuckDBTypeText.arguments(of: "STRUCT", in: type) {
            return structure(
                DuckDBTypeText.parts(of: inner).map {
                    let (key, type) = DuckDBTypeText.member($0)
                    return (key, name(ofDuckDB: type))
                }
            )
        }
        if let inner = DuckDBTypeText.arguments(of: "MAP", in: type) {
            return
                "map<\(DuckDBTypeText.parts(of: inner).map(name(ofDuckDB:)).joined(separator: ","))>"
        }
        if type.hasPrefix("DECIMAL(") { return type.lowercased().filter { $0 != " " } }
        return names[type] ?? "unknown"
    }

    private static let names = [
        "BOOLEAN": "boolean", "TINYINT": "tinyint", "SMALLINT": "smallint", "INTEGER": "int",
        "BIGINT": "bigint", "UTINYINT": "smallint", "USMALLINT": "int", "UINTEGER": "bigint",
        "HUGEINT": "decimal(38,0)", "FLOAT": "float", "DOUBLE": "double", "VARCHAR": "string",
        "JSON": "json", "BLOB": "binary", "DATE": "date", "TIMESTAMP": "timestamp",
    ]

    private static func structure(_ members: [(String, String)]) -> String {
        let texts = members.map { name, type in
            var quoted = "`"
            for scalar in name.unicodeScalars {
                quoted.unicodeScalars.append(contentsOf: scalar == "`" ? ["`", "`"] : [scalar])
            }
            return quoted + "`:" + type
        }
        return "struct<\(texts.joined(separator: ","))>"
    }
}
