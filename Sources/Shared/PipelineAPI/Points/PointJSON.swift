import FoundationEssentials

/// Reads the values of a point that are JSON: arrays, maps, jsonstrings.
enum PointJSON {
    /// Writes the value unchanged; returns false if it is not JSON, or not of the field's type.
    static func append(
        _ value: ArraySlice<UInt8>,
        as field: SchemaField,
        to json: inout JSONBytes
    ) -> Bool {
        guard isPlain(value),
            let parsed = try? JSONDecoder().decode(JSONValue.self, from: Data(value)),
            fits(parsed, field)
        else { return false }
        json.bytes += value
        return true
    }

    /// Rejects a byte order mark and UTF-16, which the decoder accepts but a batch must not contain.
    private static func isPlain(_ value: ArraySlice<UInt8>) -> Bool {
        (value.first ?? 0) < 0x80 && !value.contains(0)
    }

    private static func fits(_ value: JSONValue, _ field: SchemaField) -> Bool {
        switch (field.valtype, value) {
        case (.jsonString, _): true
        case (.array, .array(let elements)):
            elements.allSatisfy { isElement($0, of: field.elemtype ?? .string) }
        case (.map, .object(let members)): fits(members, field.schema ?? [])
        case (.long, .integer), (.float, .integer), (.float, .number), (.boolean, .bool),
            (.string, .string):
            true
        case (.ip, .string(let text)): IPAddress.isOne(Array(text.utf8)[...])
        case (.date, .string(let text)): Timestamp.parse(text) != nil
        default: false
        }
    }

    /// Returns whether the members fit; a map without a schema of its own may have any members.
    private static func fits(_ members: [String: JSONValue], _ schema: [SchemaField]) -> Bool {
        guard !schema.isEmpty else { return true }
        let fields = Dictionary(
            schema.map { ($0.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return members.allSatisfy { name, value in
            fields[name].map { value == .null || fits(value, $0) } ?? false
        } && schema.allSatisfy { !$0.isRequired || members[$0.key] != nil }
    }

    private static func isElement(_ value: JSONValue, of type: ValueType) -> Bool {
        switch (type, value) {
        case (.long, .integer), (.float, .integer), (.float, .number), (.string, .string): true
        default: false
        }
    }
}
