import PipelineAPI
import Screen

/// An export's spec as facts about its destination, then its field mappings as two columns.
enum MappingLines {
    static func lines(of spec: JSONValue, glyphs: Glyphs) -> [DetailLine] {
        guard case .object(let members) = masked(spec) else { return [] }
        var facts: [DetailLine] = []
        var mappings: [DetailLine] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if case .object(let mapping) = value {
                mappings += [.blank, DetailLine(name, .heading)]
                mappings += rows(of: mapping, under: "", glyphs)
            } else if let text = text(of: value) {
                facts.append(.fact(name, text))
            }
        }
        return facts + mappings
    }

    /// The spec with the values of its keys hidden but for the last four characters of long ones.
    static func masked(_ spec: JSONValue) -> JSONValue {
        guard case .object(let members) = spec else { return spec }
        return .object(
            Dictionary(
                uniqueKeysWithValues: members.map { name, value in
                    guard isSecret(name), case .string(let text) = value else {
                        return (name, value)
                    }
                    return (name, .string("••••" + (text.count > 8 ? text.suffix(4) : "")))
                }
            )
        )
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return ["secret", "accesskey", "password", "token"].contains { name.contains($0) }
    }

    private static func rows(
        of mapping: [String: JSONValue],
        under prefix: String,
        _ glyphs: Glyphs
    ) -> [DetailLine] {
        mapping.sorted { $0.key < $1.key }.flatMap { target, source -> [DetailLine] in
            if case .object(let nested) = source {
                return rows(of: nested, under: prefix + target + ".", glyphs)
            }
            return [
                DetailLine(
                    [
                        Span((prefix + target).padded(toWidth: 24)),
                        Span(glyphs == .ascii ? " <- " : " ← ", .muted),
                        Span(text(of: source) ?? "", .variable),
                    ],
                    wraps: true
                )
            ]
        }
    }

    /// Empty, zero and false are how clients write what they do not set.
    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .null, .bool(false), .integer(0), .string(""): nil
        case .string(let text): text
        default: (try? JSONCoding.encode(value)).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
