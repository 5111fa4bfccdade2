/// The type of a field: the eight of the documents, and `ip`, which clients send.
package struct ValueType: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let boolean = ValueType(rawValue: "boolean")
    package static let long = ValueType(rawValue: "long")
    package static let date = ValueType(rawValue: "date")
    package static let float = ValueType(rawValue: "float")
    package static let string = ValueType(rawValue: "string")
    package static let array = ValueType(rawValue: "array")
    package static let map = ValueType(rawValue: "map")
    package static let jsonString = ValueType(rawValue: "jsonstring")
    package static let ip = ValueType(rawValue: "ip")

    package static let known: [ValueType] = [
        .boolean, .long, .date, .float, .string, .array, .map, .jsonString, .ip,
    ]

    /// The element types of an array.
    package static let elements: [ValueType] = [.long, .float, .string]
}

/// A field of a schema in a request or answer; a `map` has fields of its own, down to five levels.
///
/// It is not validated, so that any answer can be shown; requests use ``Schema``.
package struct SchemaField: Codable, Equatable, Hashable, Sendable {
    package var key: String
    package var valtype: ValueType
    package var elemtype: ValueType?
    package var required: Bool?
    package var schema: [SchemaField]?
    package var description: String?

    package init(
        _ key: String,
        _ valtype: ValueType,
        elemtype: ValueType? = nil,
        required: Bool? = nil,
        schema: [SchemaField]? = nil,
        description: String? = nil
    ) {
        self.key = key
        self.valtype = valtype
        self.elemtype = elemtype
        self.required = required
        self.schema = schema
        self.description = description
    }

    package var isRequired: Bool { required ?? false }

    /// The same field, which says whether it is required: clients expect that of every field of a data source.
    package var sayingRequired: SchemaField {
        var field = self
        field.required = isRequired
        return field
    }
}
