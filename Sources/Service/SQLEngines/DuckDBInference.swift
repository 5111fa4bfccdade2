import FileReading
import PipelineAPI
import PipelineEngine

/// The queries that find out which fields files have.
enum DuckDBInference {
    /// How many records decide about types; a value behind them that does not fit is refused when it is read.
    private static let (mostRows, mostObjects) = (1_000_000, 500_000)

    private static let long = #"'[+-]?(0|[1-9][0-9]*)'"#
    private static let float = #"'[+-]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?'"#
    private static let date =
        #"'[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"#
        + #"(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?'"#

    /// Whether a text is a whole number that a floating point number may not hold exactly.
    private static func isInexact(_ text: String) -> String {
        "length(\(text)) > 15 AND regexp_full_match(\(text), \(long))"
    }

    private static func isDate(_ text: String) -> String {
        "regexp_full_match(\(text), \(date)) AND TRY_CAST(\(text) AS TIMESTAMPTZ) IS NOT NULL"
    }

    /// Returns the query with one row for each column of csv files: its name and type, which all of its values have.
    static func csv(_ columns: [String]) -> String {
        let rows = columns.map { column in
            let name = SQLText.name(column)
            func all(_ condition: String) -> String {
                "bool_and(coalesce(\(condition), false)) FILTER (WHERE \(name) IS NOT NULL)"
            }
            let isLong =
                "regexp_full_match(\(name), \(long)) AND TRY_CAST(\(name) AS BIGINT) IS NOT NULL"
            let isFloat = "regexp_full_match(\(name), \(float)) AND NOT (\(isInexact(name)))"
            return
                "SELECT \(SQLText.literal(column)) AS column_name, CASE WHEN count(\(name)) = 0 THEN 'VARCHAR' "
                + "WHEN \(all("lower(\(name)) IN ('true', 'false')")) THEN 'BOOLEAN' "
                + "WHEN \(all(isLong)) THEN 'BIGINT' WHEN \(all(isFloat)) THEN 'DOUBLE' "
                + "WHEN \(all(isDate(name))) THEN 'TIMESTAMP' ELSE 'VARCHAR' END AS column_type FROM f"
        }
        return "WITH f AS MATERIALIZED (SELECT * FROM files LIMIT \(mostRows)) "
            + rows.joined(separator: " UNION ALL ")
    }

    /// Returns the query with one row for each key of the objects in JSON files, in their order.
    ///
    /// DuckDB's own inference gives keys other names, and takes objects with values of one type for maps.
    static func json(_ groups: [PreparedTable.FileGroup]) -> String {
        let objects = groups.map { group in
            "SELECT json FROM read_json_objects(\(SQLText.list(group.paths)), "
                + "hive_partitioning=false, compression='\(group.reading.jsonCompression)')"
        }.joined(separator: " UNION ALL ")
        let whole = "type IN ('BIGINT', 'UBIGINT')"
        let elements = "FILTER (WHERE type = 'ARRAY')"
        func all(_ condition: String) -> String {
            "bool_and(coalesce(\(condition), false)) FILTER (WHERE type <> 'NULL')"
        }
        return "WITH r AS (SELECT row_number() OVER () AS n, json FROM (\(objects)) "
            + "WHERE json_type(json) = 'OBJECT' LIMIT \(mostObjects)), "
            + "e AS (SELECT r.n, e.rowid AS i, e.key, e.type, e.value, e.value->>'$' AS v FROM r, json_each(r.json) e) "
            + "SELECT key AS column_name, CASE WHEN bool_and(type = 'NULL') THEN 'JSON' "
            + "WHEN \(all("type = 'BOOLEAN'")) THEN 'BOOLEAN' "
            + "WHEN \(all("\(whole) AND TRY_CAST(v AS BIGINT) IS NOT NULL")) THEN 'BIGINT' "
            + "WHEN \(all("type = 'DOUBLE' OR (\(whole) AND NOT (\(isInexact("v"))))")) THEN 'DOUBLE' "
            + "WHEN \(all("type = 'VARCHAR' AND \(isDate("v"))")) THEN 'TIMESTAMP' "
            + "WHEN \(all("type = 'OBJECT'")) THEN 'MAP' "
            + "WHEN \(all("type = 'ARRAY'")) THEN CASE "
            + "WHEN bool_and(\(areAll("BIGINT"))) \(elements) THEN 'BIGINT[]' "
            + "WHEN bool_and(\(areAll("DOUBLE"))) \(elements) THEN 'DOUBLE[]' ELSE 'VARCHAR[]' END "
            + "WHEN bool_or(type IN ('ARRAY', 'OBJECT')) THEN 'JSON' ELSE 'VARCHAR' END AS column_type "
            + "FROM e GROUP BY key ORDER BY min(n * 100000 + i)"
    }

    /// Whether an array has a number, and numbers of a type alone.
    private static func areAll(_ type: String) -> String {
        "v <> '[]' AND TRY_CAST(value AS \(type)[]) IS NOT NULL AND NOT contains(v, '\"')"
            + (type == "BIGINT" ? " AND NOT contains(v, '.') AND NOT contains(v, 'e')" : "")
    }

    /// Returns why fields cannot have the keys of JSON objects; `nil` if they can.
    static func problem(with keys: [String]) -> String? {
        var seen: [String: String] = [:]
        for key in keys {
            guard !key.isEmpty else {
                return "objects have a value with the empty key, which no field can have: "
                    + "give it a key, or declare a schema with noVerifySchema"
            }
            if let other = seen.updateValue(key, forKey: key.lowercased()) {
                return
                    "objects have the keys '\(other)' and '\(key)', which differ by case only: rename one, "
                    + "or declare a schema with one of them and noVerifySchema"
            }
        }
        return nil
    }
}
