package import FoundationEssentials
import YAML

/// Converts a YAML document of the user to JSON.
///
/// Quoted values are texts, whatever they look like; so are values that YAML would read as dates.
package enum YAMLDocument {
    /// Throws one line that says what is wrong and where.
    package static func json(from text: String) throws(SettingsError) -> Data {
        let node: YAMLNode?
        do throws(YAMLProblem) {
            node = try YAMLParser.read(text)
        } catch {
            throw SettingsError("the document is no YAML: \(error)")
        }
        do {
            return try JSONEncoder().encode(node.map(Value.init) ?? .null)
        } catch {
            throw SettingsError("the document cannot be read: look for numbers that are none")
        }
    }

    private enum Value: Encodable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case text(String)
        case list([Value])
        case mapping([String: Value])

        init(_ node: YAMLNode) {
            switch node {
            case .scalar(let scalar): self = Value(scalar)
            case .sequence(let nodes): self = .list(nodes.map(Value.init))
            case .mapping(let members):
                let pairs = members.map { ($0.key, Value($0.node)) }
                self = .mapping(Dictionary(pairs) { _, later in later })
            }
        }

        init(_ scalar: YAMLScalar) {
            let text = scalar.text
            guard scalar.isPlain else {
                self = .text(text)
                return
            }
            switch text {
            case "", "~", "null": self = .null
            case "true": self = .bool(true)
            case "false": self = .bool(false)
            default:
                self =
                    Int64(text).map(Value.integer)
                    ?? (text.contains { "0123456789".contains($0) }
                        ? Double(text).map(Value.number) : nil)
                    ?? .text(text)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .null: try container.encodeNil()
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            case .list(let value): try container.encode(value)
            case .mapping(let value): try container.encode(value)
            }
        }
    }
}
