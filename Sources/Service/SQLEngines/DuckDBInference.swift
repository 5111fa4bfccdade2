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

    private static func isDate(_ text: String) -> String {
        "regexp_full_match(\(text), \(date)) AND TRY_CAST(\(text) AS TIMESTAMPTZ) IS NOT NULL"
    }

    /// Returns the types that a text fits, as bits; the costly tests are of texts that may pass them.
    ///
    /// More than 15 digits are no floating point number, which may not hold them exactly.
    private static func fitting(_ text: String) -> String {
        "CASE WHEN regexp_full_match(\(text), \(long)) THEN "
            + "CASE WHEN TRY_CAST(\(text) AS BIGINT) IS NOT NULL THEN 2 ELSE 0 END "
            + "| CASE WHEN length(\(text)) > 15 THEN 0 ELSE 4 END "
            + "WHEN regexp_full_match(\(text), \(float)) THEN 4 "
            + "WHEN \(text) LIKE '____-__-__%' AND \(isDate(text)) THEN 8 "
            + "WHEN lower(\(text)) IN ('true', 'false') THEN 1 ELSE 0 END"
    }

    /// Returns the query with one row for each column of csv files: its name and type, which all of its values have.
    static func csv(_ columns: [String]) -> String {
        let rows = columns.map { column in
            "SELECT \(SQLText.literal(column)) AS column_name, "
                + "bit_and(\(fitting(SQLText.name(column)))) "
                + "FILTER (WHERE \(SQLText.name(column)) IS NOT NULL) AS fits FROM f"
        }
        return "WITH f AS MATERIALIZED (SELECT * FROM files LIMIT \(mostRows)) "
            + "SELECT column_name, CASE WHEN fits & 1 > 0 THEN 'BOOLEAN' WHEN fits & 2 > 0 THEN 'BIGINT' "
            + "WHEN fits & 4 > 0 THEN 'DOUBLE' WHEN fits & 8 > 0 THEN 'TIMESTAMP' ELSE 'VARCHAR' END AS column_type "
            + "FROM (\(rows.joined(separator: " UNION ALL ")))"
    }

    /// Returns the query with one row for each key of the objects in JSON files, in their order.
    ///
    /// DuckDB's own inference gives keys other names, and takes objects with values of one type for maps. Objects are
    /// taken apart as maps, which takes a tenth of the time that `json_each` takes.
    static func json(_ groups: [PreparedTable.FileGroup]) -> String {
        let objects = groups.map { group in
            "SELECT json FROM read_json_objects(\(SQLText.list(group.paths)), "
                + "hive_partitioning=false, compression='\(group.reading.jsonCompression)'"
                + "\(group.reading.jsonLimit))"
        }.joined(separator: " UNION ALL ")
        func all(_ condition: String) -> String {
            "bool_and(coalesce(\(condition), false)) FILTER (WHERE type <> 'NULL')"
        }
        func only(_ type: String, _ condition: String) -> String {
            "CASE WHEN type = '\(type)' THEN \(condition) ELSE false END"
        }
        let isLong = "CASE WHEN type = 'BIGINT' THEN true ELSE \(only("UBIGINT", fitsLong)) END"
        let isFloat =
            "CASE WHEN type IN ('BIGINT', 'UBIGINT') THEN length(v) <= 15 ELSE type = 'DOUBLE' END"
        let isTime = only("VARCHAR", "v LIKE '____-__-__%' AND \(isDate("v"))")
        let arrays = "FILTER (WHERE type = 'ARRAY')"
        return
            "WITH r AS (SELECT json FROM (\(objects)) WHERE json_type(json) = 'OBJECT' LIMIT \(mostObjects)), "
            + "m AS (SELECT unnest(map_entries(CAST(json AS MAP(VARCHAR, JSON)))) AS member FROM r), "
            + "e AS (SELECT row_number() OVER () AS i, member.key AS key, member.value AS value, "
            + "coalesce(json_type(member.value), 'NULL') AS type, member.value->>'$' AS v FROM m) "
            + "SELECT key AS column_name, CASE WHEN bool_and(type = 'NULL') THEN 'JSON' "
            + "WHEN \(all("type = 'BOOLEAN'")) THEN 'BOOLEAN' WHEN \(all(isLong)) THEN 'BIGINT' "
            + "WHEN \(all(isFloat)) THEN 'DOUBLE' WHEN \(all(isTime)) THEN 'TIMESTAMP' "
            + "WHEN \(all("type = 'OBJECT'")) THEN 'MAP' "
            + "WHEN \(all("type = 'ARRAY'")) THEN CASE "
            + "WHEN bool_and(\(only("ARRAY", areAll("BIGINT")))) \(arrays) THEN 'BIGINT[]' "
            + "WHEN bool_and(\(only("ARRAY", areAll("DOUBLE")))) \(arrays) THEN 'DOUBLE[]' ELSE 'VARCHAR[]' END "
            + "WHEN bool_or(type IN ('ARRAY', 'OBJECT')) THEN 'JSON' ELSE 'VARCHAR' END AS column_type "
            + "FROM e GROUP BY key ORDER BY min(i)"
    }

    private static let fitsLong = "length(v) < 19 OR TRY_CAST(v AS BIGINT) IS NOT NULL"

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
