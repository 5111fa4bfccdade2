package import struct FoundationEssentials.Data

/// Reads points as clients post them: one on each line, with fields of `key=value` separated by TAB.
///
/// Lines end at LF only: a raw CR belongs to its value. In a string `\t`, `\n`, `\r` and `\\` become the
/// characters they stand for where the repo asks for it; any other backslash stays. Values of arrays, maps and
/// jsonstrings are JSON and are not unescaped. Empty lines and fields are skipped; the first `=` ends
/// the key. One bad point refuses all of them.
package struct PointText: Sendable {
    private let fields: [[UInt8]: FieldRule]
    private let required: [(index: Int, key: String)]
    private let unescapesLines: Bool

    /// A field of the schema, prepared for reading.
    struct FieldRule: Sendable {
        let index: Int
        let field: SchemaField
        /// `"key":` as it is written in the JSON of a point.
        let jsonKey: [UInt8]
    }

    /// The points that were read: their number, and all of them as one JSON array.
    package struct Batch: Equatable, Sendable {
        package let count: Int
        package let json: Data
    }

    package init(schema: [SchemaField], unescapesLines: Bool) {
        var fields: [[UInt8]: FieldRule] = [:]
        for (index, field) in schema.enumerated() {
            fields[Array(field.key.utf8)] = FieldRule(
                index: index,
                field: field,
                jsonKey: Array("\"\(field.key)\":".utf8)
            )
        }
        self.fields = fields
        self.unescapesLines = unescapesLines
        required = schema.enumerated().filter(\.element.isRequired).map {
            ($0.offset, $0.element.key)
        }
    }

    /// - Parameters:
    ///   - text: the points.
    ///   - tags: one more point text whose fields every point gets that does not have them itself.
    ///   - added: values the service adds, which need not be in the schema.
    /// - Returns: the points, in their order.
    /// - Throws: `E18110` a value that does not fit, `E18111` a field the schema lacks, `E18123` a
    ///   required field that is missing; each with line and field.
    package func read(
        _ text: Data,
        tags: Data,
        adding added: [String: JSONValue]
    ) throws(APIError) -> Batch {
        var json = JSONBytes()
        json.bytes.reserveCapacity(text.count * 3 / 2)
        json.append("[")
        let suffix = try encode(added)
        var count = 0
        var number = 0
        var rest = [UInt8](text)[...]
        let tags = [UInt8](tags)[...]
        while !rest.isEmpty {
            let line = rest.prefix { $0 != PointText.lineFeed }
            rest = rest.dropFirst(line.count + 1)
            number += 1
            guard line.contains(where: { $0 != PointText.tab }) else { continue }
            if count > 0 { json.append(",") }
            try read(line, tags: tags, number: number, adding: suffix, into: &json)
            count += 1
        }
        json.append("]")
        return Batch(count: count, json: Data(json.bytes))
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")
    private static let equals = UInt8(ascii: "=")

    private func read(
        _ line: ArraySlice<UInt8>,
        tags: ArraySlice<UInt8>,
        number: Int,
        adding suffix: [UInt8],
        into json: inout JSONBytes
    ) throws(APIError) {
        var seen: Set<Int> = []
        json.append("{")
        try readFields(of: line, number: number, seen: &seen, isTag: false, into: &json)
        try readFields(of: tags, number: number, seen: &seen, isTag: true, into: &json)
        for (index, key) in required where !seen.contains(index) {
            throw APIError(
                .pointDoesNotFit,
                "line \(number) lacks required field '\(key)': give it a value"
            )
        }
        if !suffix.isEmpty {
            if !seen.isEmpty { json.append(",") }
            json.bytes += suffix
        }
        json.append("}")
    }

    private func readFields(
        of line: ArraySlice<UInt8>,
        number: Int,
        seen: inout Set<Int>,
        isTag: Bool,
        into json: inout JSONBytes
    ) throws(APIError) {
        var rest = line
        while !rest.isEmpty {
            let part = rest.prefix { $0 != PointText.tab && $0 != PointText.lineFeed }
            rest = rest.dropFirst(part.count + 1)
            guard !part.isEmpty else { continue }
            let key = part.prefix { $0 != PointText.equals }
            guard key.count < part.count else {
                throw APIError(
                    .invalidFieldValue,
                    "line \(number) has '\(PointText.excerpt(part))', which is no field: "
                        + "write key=value, with one TAB between fields"
                )
            }
            guard let rule = fields[Array(key)] else {
                throw APIError(
                    .fieldNotFound,
                    "line \(number) has a field the schema lacks: '\(PointText.excerpt(key))'"
                )
            }
            guard seen.insert(rule.index).inserted else {
                if isTag { continue }
                throw APIError(
                    .invalidFieldValue,
                    "line \(number) has field '\(rule.field.key)' twice"
                )
            }
            if seen.count > 1 { json.append(",") }
            json.bytes += rule.jsonKey
            let value = part.dropFirst(key.count + 1)
            guard append(value, as: rule.field, to: &json) else {
                throw APIError(
                    .invalidFieldValue,
                    "line \(number): '\(PointText.excerpt(value))' is not a "
                        + "\(rule.field.valtype) of field '\(rule.field.key)'"
                )
            }
        }
    }

    /// Writes a value as JSON; returns false if it is not of the field's type.
    private func append(
        _ value: ArraySlice<UInt8>,
        as field: SchemaField,
        to json: inout JSONBytes
    ) -> Bool {
        switch field.valtype {
        case .string: return json.append(string: value, unescapes: unescapesLines)
        case .ip:
            return IPAddress.isOne(value) && json.append(string: value, unescapes: false)
        case .long: return json.append(integer: value)
        case .float: return json.append(number: value)
        case .boolean: return json.append(boolean: value)
        case .date: return json.append(date: value)
        default: return PointJSON.append(value, as: field, to: &json)
        }
    }

    private func encode(_ added: [String: JSONValue]) throws(APIError) -> [UInt8] {
        guard !added.isEmpty else { return [] }
        do {
            return Array(
                [UInt8](try JSONCoding.encode(JSONValue.object(added))).dropFirst().dropLast()
            )
        } catch {
            throw JSONCoding.refusal(of: error)
        }
    }

    private static func excerpt(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(60), as: UTF8.self)
        return bytes.count > 60 ? text + "…" : text
    }
}
