import FoundationEssentials

extension PointText {
    /// One record as a line of point text, without its end: what reading it gives back the record.
    ///
    /// Fields come in the schema's order, then others by name; null is left out. TAB and LF in strings
    /// become `\t` and `\n`, which every client writes, and a repo with `unescapeLine` reads back.
    package static func format(
        _ record: [String: JSONValue],
        schema: [SchemaField]
    ) -> String {
        let known = schema.map(\.key)
        let others = Set(record.keys).subtracting(known).sorted()
        return (known + others).compactMap { key in
            record[key].flatMap(text).map { "\(key)=\($0)" }
        }.joined(separator: "\t")
    }

    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .null: nil
        case .string(let text):
            text.replacing("\t", with: "\\t").replacing("\n", with: "\\n")
        default:
            (try? JSONCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
