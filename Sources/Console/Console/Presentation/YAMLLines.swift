import FoundationEssentials
package import PipelineAPI
import Screen

/// A value as YAML, coloured by type, with texts of several lines as blocks.
///
/// Keys are sorted, so that equal values have equal lines. Every YAML reader gets the same value from it.
package enum YAMLLines {
    static func lines(of value: some Encodable) -> [DetailLine] {
        do throws(APIError) {
            return lines(of: try JSONValue(encoding: value))
        } catch {
            return [DetailLine(error.message, .error, wraps: true)]
        }
    }

    static func lines(of value: JSONValue) -> [DetailLine] {
        var writer = YAMLWriter()
        writer.append(value, after: [], in: -YAMLWriter.step)
        return writer.lines
    }

    /// Returns the lines as a document; the last line has a line end too, which a block needs.
    package static func text(of value: JSONValue) -> String {
        lines(of: value).map { $0.spans.map(\.text).joined() + "\n" }.joined()
    }
}

/// Writes values line by line, with the indentation of the enclosing collection.
private struct YAMLWriter {
    static let step = 2
    /// The longest key on the line of its value, in characters; readers refuse 1,024 or more.
    static let longestKey = 500

    private(set) var lines: [DetailLine] = []

    /// Writes a value after the beginning of its line: nothing, keys or dashes.
    mutating func append(_ value: JSONValue, after lead: [Span], in column: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            append(members, after: lead, at: column + Self.step)
        case .array(let elements) where !elements.isEmpty:
            append(elements, after: lead, at: column + Self.step)
        case .string(let text) where YAMLScalar.canBeBlock(text):
            append(block: text, after: lead, at: max(Self.step, column + Self.step))
        default:
            lines.append(DetailLine(lead + separator(lead) + [scalar(value)], wraps: true))
        }
    }

    private mutating func append(
        _ members: [String: JSONValue],
        after lead: [Span],
        at column: Int
    ) {
        var lead = opened(lead)
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            let name = YAMLScalar.inline(key)
            lead += lead.isEmpty ? indent(column) : separator(lead)
            if name.unicodeScalars.count > Self.longestKey {
                lines.append(DetailLine(lead + [Span("? ", .muted), Span(name, .heading)]))
                lead = indent(column)
            } else {
                lead.append(Span(name, .heading))
            }
            append(value, after: lead + [Span(":", .muted)], in: column)
            lead = []
        }
    }

    private mutating func append(_ elements: [JSONValue], after lead: [Span], at column: Int) {
        var lead = opened(lead)
        for element in elements {
            lead += lead.isEmpty ? indent(column) : separator(lead)
            append(element, after: lead + [Span("-", .muted)], in: column)
            lead = []
        }
    }

    private mutating func append(block text: String, after lead: [Span], at column: Int) {
        let sign = YAMLScalar.blockSign(of: text, indentation: Self.step)
        lines.append(DetailLine(lead + separator(lead) + [Span(sign, .muted)]))
        var rows = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        if text.unicodeScalars.last == "\n" { rows.removeLast() }
        for row in rows {
            let spans = row.isEmpty ? [] : indent(column) + [Span(String(row), .sqlString)]
            lines.append(DetailLine(spans, wraps: true))
        }
    }

    /// Returns the beginning of a collection: the line of a dash, or a new line after a key.
    private mutating func opened(_ lead: [Span]) -> [Span] {
        guard lead.last?.text == ":" else { return lead }
        lines.append(DetailLine(lead))
        return []
    }

    private func separator(_ lead: [Span]) -> [Span] { lead.isEmpty ? [] : [Span(" ")] }

    private func indent(_ column: Int) -> [Span] {
        column > 0 ? [Span(String(repeating: " ", count: column))] : []
    }

    private func scalar(_ value: JSONValue) -> Span {
        switch value {
        case .null: Span("null", .muted)
        case .bool(let flag): Span(flag ? "true" : "false", .sqlNumber)
        case .integer(let number): Span(String(number), .sqlNumber)
        case .number(let number): Span(YAMLScalar.inline(number), .sqlNumber)
        case .string(let text): Span(YAMLScalar.inline(text), .sqlString)
        case .array: Span("[]", .muted)
        case .object: Span("{}", .muted)
        }
    }
}
