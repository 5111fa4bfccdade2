import FoundationEssentials
import PipelineAPI
import Screen

/// A value as indented JSON, coloured by type.
package enum JSONLines {
    package static func lines(of value: some Encodable) -> [DetailLine] {
        do throws(APIError) {
            return lines(of: try JSONValue(encoding: value), key: nil, depth: 0, isLast: true)
        } catch {
            return [DetailLine(error.message, .error, wraps: true)]
        }
    }

    private static func lines(
        of value: JSONValue,
        key: String?,
        depth: Int,
        isLast: Bool
    ) -> [DetailLine] {
        let head = prefix(key: key, depth: depth)
        let tail = Span(isLast ? "" : ",", .muted)
        switch value {
        case .object(let members) where !members.isEmpty:
            let sorted = members.sorted { $0.key < $1.key }
            return block(head, "{", "}", depth: depth, tail: tail) {
                sorted.enumerated().flatMap { index, member in
                    lines(
                        of: member.value,
                        key: member.key,
                        depth: depth + 1,
                        isLast: index == sorted.count - 1
                    )
                }
            }
        case .array(let elements) where !elements.isEmpty:
            return block(head, "[", "]", depth: depth, tail: tail) {
                elements.enumerated().flatMap { index, element in
                    lines(
                        of: element,
                        key: nil,
                        depth: depth + 1,
                        isLast: index == elements.count - 1
                    )
                }
            }
        default:
            return [DetailLine(head + [scalar(value), tail], wraps: true)]
        }
    }

    private static func block(
        _ head: [Span],
        _ open: String,
        _ close: String,
        depth: Int,
        tail: Span,
        _ inner: () -> [DetailLine]
    ) -> [DetailLine] {
        [DetailLine(head + [Span(open, .muted)])] + inner()
            + [DetailLine([Span(indent(depth) + close, .muted), tail])]
    }

    private static func prefix(key: String?, depth: Int) -> [Span] {
        guard let key else { return [Span(indent(depth))] }
        return [Span(indent(depth)), Span(JSONText.quoted(key), .heading), Span(": ", .muted)]
    }

    private static func scalar(_ value: JSONValue) -> Span {
        switch value {
        case .null: Span("null", .muted)
        case .bool(let flag): Span(flag ? "true" : "false", .sqlNumber)
        case .integer(let number): Span(String(number), .sqlNumber)
        case .number(let number): Span(String(number), .sqlNumber)
        case .string(let text): Span(JSONText.quoted(text), .sqlString)
        case .array: Span("[]", .muted)
        case .object: Span("{}", .muted)
        }
    }

    private static func indent(_ depth: Int) -> String {
        String(repeating: "  ", count: depth)
    }
}
