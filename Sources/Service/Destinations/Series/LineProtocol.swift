import PipelineAPI
import PipelineEngine

import struct FoundationEssentials.Date

/// Writes points in InfluxDB's line protocol, with the types that their fields have in the schema.
///
/// Names are in order, so that a repetition is the same text.
struct LineProtocol {
    private let series: String
    /// The types of the destination's fields.
    private let types: [String: ValueType]

    /// What InfluxDB has no way to write.
    struct Unwritable: Error, Equatable {
        let reason: String
    }

    /// `schema` has the fields of the records.
    init(_ spec: TSDBExportSpec, schema: [SchemaField]) {
        series = spec.series ?? ""
        types = (spec.fields ?? [:]).compactMapValues { text in
            let source = FieldReference.name(in: text) ?? text
            return schema.first { $0.key == source }?.valtype
        }
    }

    /// Returns the line of a point, without a line break; `nanoseconds` are since 1970.
    func line(
        _ parts: SeriesPoint.Parts,
        nanoseconds: Int64
    ) throws(Unwritable) -> String {
        var text = try name(series, "the series", ", ")
        for (key, value) in parts.tags.sorted(by: { $0.key < $1.key }) {
            let value = DocumentOrder.text(value)
            // Without a value there is no tag: InfluxDB has no empty ones.
            guard !value.isEmpty else { continue }
            text += ","
            text += try name(key, "the name of tag '\(key)'", ", =")
            text += "="
            text += try name(value, "tag '\(key)'", ", =")
        }
        var separator = " "
        for (key, value) in parts.fields.sorted(by: { $0.key < $1.key }) {
            guard let value = field(value, types[key]) else { continue }
            text += separator
            text += try name(key, "the name of field '\(key)'", ", =")
            text += "="
            text += value
            separator = ","
        }
        return text + " \(nanoseconds)"
    }

    private func field(_ value: JSONValue, _ type: ValueType?) -> String? {
        switch value {
        // A whole number of a float field: as an integer it would clash with the field's type.
        case .integer(let number) where type == .float: "\(Double(number))"
        case .integer(let number): "\(number)i"
        case .number(let number): number.isFinite ? "\(number)" : nil
        case .bool(let flag): flag ? "true" : "false"
        case .string(let text): "\"" + LineProtocol.escaped(text, "\"\\") + "\""
        case .null, .array, .object: nil
        }
    }

    /// Returns a name or the value of a tag, with its special characters escaped.
    ///
    /// A backslash escapes only what is special, and is not escaped itself: one before such a character, or at the end,
    /// would take it with it. A line break ends the point.
    private func name(
        _ text: String,
        _ what: String,
        _ special: String
    ) throws(Unwritable) -> String {
        var hasBackslash = false
        for scalar in text.unicodeScalars {
            guard scalar != "\n", scalar != "\r" else {
                throw Unwritable(reason: "\(what) has a line break, which InfluxDB does not take")
            }
            guard !hasBackslash || !special.unicodeScalars.contains(scalar) else {
                throw Unwritable(
                    reason:
                        "\(what) has a backslash before '\(scalar)', which InfluxDB does not take"
                )
            }
            hasBackslash = scalar == "\\"
        }
        guard !hasBackslash else {
            throw Unwritable(reason: "\(what) ends with a backslash, which InfluxDB does not take")
        }
        return LineProtocol.escaped(text, special)
    }

    private static func escaped(_ text: String, _ special: String) -> String {
        guard text.unicodeScalars.contains(where: special.unicodeScalars.contains) else {
            return text
        }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if special.unicodeScalars.contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }
}
