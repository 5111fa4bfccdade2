import PipelineAPI

/// The batch document's rules of the fields that a data source declares.
enum FileSchemaRules {
    /// The types that may be declared.
    private static let types: [ValueType] = [.boolean, .long, .date, .float, .string]

    /// The types beside those that files may have.
    static let inferred: [ValueType] = [.array, .map, .jsonString]

    /// Checks names and types; none at all are those that the files have.
    static func check(_ fields: [SchemaField]) throws(APIError) {
        guard !fields.isEmpty else { return }
        _ = try Schema(fields)
    }

    /// Checks that fields are declared with one of the document's five types, or with the one they are known to have:
    /// files may hold lists and objects, and what was inferred may be sent back.
    ///
    /// `possible` are types that the files may turn out to have.
    static func checkTypes(
        of fields: [SchemaField],
        orAs known: [SchemaField],
        orAmong possible: [ValueType] = []
    ) throws(APIError) {
        for field in fields where !(types + possible).contains(field.valtype) {
            let same = known.contains { $0.key == field.key && $0.valtype == field.valtype }
            guard !same else { continue }
            throw APIError(
                .unsupportedFieldType,
                "type '\(field.valtype)' of field '\(field.key)' is not one of files: use "
                    + types.map(\.rawValue).joined(separator: ", ")
            )
        }
    }
}
