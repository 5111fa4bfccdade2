import FoundationEssentials

extension PointText {
    /// Returns a record as a line of point text without its end; reading it returns the record.
    ///
    /// Fields are in the schema's order, then others by name; null is left out. TAB and LF in strings
    /// become `\t` and `\n`, which every client writes, and a repo with `unescapeLine` reads back.
    package static func format(
        _ record: [String: JSONValue],
        schema: [SchemaField]
    ) -> String {
        let known = schema.map(\.key)
        let others = Set(record.keys).subtracting(known).sorted()
        let types = Dictionary(schema.map { ($0.key, $0.valtype) }) { first, _ in first }
        return (known + others).compactMap { key in
            record[key].flatMap { text(of: $0, as: types[key]) }.map { "\(key)=\($0)" }
        }.joined(separator: "\t")
    }

    /// A text of a jsonstring is JSON itself, with its quotes.
    private static func text(of value: JSONValue, as type: ValueType?) -> String? {
        switch value {
        case .null: nil
        case .string(let text) where type != .jsonString: escaped(text)
        default:
            (try? JSONCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// Works on scalars, since CR and LF together are one character of a Swift string.
    private static func escaped(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": scalars.append(contentsOf: "\\t".unicodeScalars)
            case "\n": scalars.append(contentsOf: "\\n".unicodeScalars)
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
