/// The fields of a repo or a data source, checked against the documents' rules.
///
/// **Invariant:** not empty; names are identifiers and differ within their level; types are known; an
/// array has an element type; maps nest at most five levels deep.
package struct Schema: Codable, Equatable, Sendable {
    package let fields: [SchemaField]

    package static let deepestMap = 5

    /// - Throws: `E18105` empty, `E18106` field name, `E18107` type, `E18104` a name given twice,
    ///   `E18109` nesting, naming the field by its path.
    package init(_ fields: [SchemaField]) throws(APIError) {
        guard !fields.isEmpty else { throw Schema.isEmpty }
        try Schema.check(fields, under: "", depth: 0)
        self.fields = fields
    }

    package init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([SchemaField].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fields)
    }

    /// The refusal of a schema without fields.
    package static var isEmpty: APIError {
        APIError(.emptySchema, "the schema has no fields: give at least one")
    }

    private static func check(
        _ fields: [SchemaField],
        under prefix: String,
        depth: Int
    ) throws(APIError) {
        var seen: Set<String> = []
        for field in fields {
            let path = prefix + field.key
            if let problem = Identifier.problem(with: field.key) {
                throw APIError(.invalidFieldName, "'\(path)' is not a field name: \(problem)")
            }
            guard seen.insert(field.key).inserted else {
                throw APIError(.invalidDate, "field '\(path)' is given twice: name it once")
            }
            try checkType(of: field, path: path, depth: depth)
        }
    }

    private static func checkType(
        of field: SchemaField,
        path: String,
        depth: Int
    ) throws(APIError) {
        guard field.valtype.isKnown else {
            throw APIError(
                .unsupportedFieldType,
                "type '\(field.valtype)' of field '\(path)' is not supported: use one of "
                    + ValueType.listing
            )
        }
        if field.valtype == .array {
            guard let element = field.elemtype, ValueType.elements.contains(element) else {
                throw APIError(
                    .unsupportedFieldType,
                    "element type '\(field.elemtype?.rawValue ?? "")' of array '\(path)' is not "
                        + "supported: use long, float or string"
                )
            }
        }
        if field.valtype == .map, let inner = field.schema, !inner.isEmpty {
            guard depth < deepestMap else {
                throw APIError(
                    .invalidSchema,
                    "'\(path)' nests too deep: a map has at most 5 levels"
                )
            }
            try check(inner, under: path + ".", depth: depth + 1)
        }
    }
}

extension KeyedDecodingContainer {
    /// A body without a schema is refused as one with an empty schema is, with `E18105`.
    package func decode(_ type: Schema.Type, forKey key: Key) throws -> Schema {
        guard contains(key), try !decodeNil(forKey: key) else { throw Schema.isEmpty }
        return try Schema(decode([SchemaField].self, forKey: key))
    }
}
