import FoundationEssentials

extension PointText {
    /// Returns a record as a line of point text without its end; reading it returns the record.
    ///
    /// Fields are in the schema's order, then others by name; null is left out. A repo with `unescapeLine` reads the
    /// escapes back.
    package static func format(
        _ record: [String: JSONValue],
        schema: [SchemaField],
        escaping escapes: PointEscapes = .lines
    ) -> String {
        let known = schema.map(\.key)
        let others = Set(record.keys).subtracting(known).sorted()
        let types = Dictionary(schema.map { ($0.key, $0.valtype) }) { first, _ in first }
        return (known + others).compactMap { key in
            record[key].flatMap { text(of: $0, as: types[key], escapes) }.map { "\(key)=\($0)" }
        }.joined(separator: "\t")
    }

    /// A text of a jsonstring is JSON itself, with its quotes.
    private static func text(
        of value: JSONValue,
        as type: ValueType?,
        _ escapes: PointEscapes
    ) -> String? {
        switch value {
        case .null: nil
        case .string(let text) where type != .jsonString: escaped(text, escapes)
        default:
            (try? JSONCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Works on scalars, since CR and LF together are one character of a Swift string.
    private static func escaped(_ text: String, _ escapes: PointEscapes) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": scalars.append(contentsOf: "\\t".unicodeScalars)
            case "\n": scalars.append(contentsOf: "\\n".unicodeScalars)
            case "\r" where escapes == .all: scalars.append(contentsOf: "\\r".unicodeScalars)
            case "\\" where escapes == .all: scalars.append(contentsOf: "\\\\".unicodeScalars)
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}

/// Which characters of strings are escaped in point text.
package enum PointEscapes: Sendable {
    /// TAB and LF, without which a line is no line; public clients do no more, and repos do not unescape by default.
    case lines
    /// TAB, LF, CR and the backslash, as the documents have it: what is read back is what was written.
    case all
}
