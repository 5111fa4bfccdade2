package import FoundationEssentials
import Yams

/// Converts a YAML document of the user to JSON.
///
/// Quoted values are texts, whatever they look like; so are values that YAML would read as dates.
package enum YAMLDocument {
    /// Throws one line that says what is wrong and where.
    package static func json(from text: String) throws(SettingsError) -> Data {
        do {
            let node = try Yams.compose(yaml: text)
            return try JSONEncoder().encode(node.map(Value.init) ?? .null)
        } catch let error as YamlError {
            throw SettingsError(YAMLDocument.words(of: error))
        } catch {
            throw SettingsError("the document cannot be read: \(error)")
        }
    }

    private static func words(of error: YamlError) -> String {
        let lines = "\(error)".split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
        return "the document is no YAML: " + lines.joined(separator: " ")
    }

    private enum Value: Encodable {
        case null
        case bool(Bool)
        case integer(Int64)
        case number(Double)
        case text(String)
        case list([Value])
        case mapping([String: Value])

        init(_ node: Node) {
            switch node {
            case .scalar(let scalar): self = Value(scalar)
            case .sequence(let sequence): self = .list(sequence.map(Value.init))
            case .mapping(let mapping):
                let pairs = mapping.map { ($0.key.string ?? "", Value($0.value)) }
                self = .mapping(Dictionary(pairs) { _, later in later })
            case .alias: self = .null
            }
        }

        init(_ scalar: Node.Scalar) {
            let text = scalar.string
            guard scalar.style == .plain || scalar.style == .any else {
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
