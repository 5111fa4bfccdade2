/// A value of a YAML document, with the line where it begins.
///
/// Scalars stay the texts they are: what a plain one means is decided by whoever reads it.
package indirect enum YAMLNode: Sendable, Equatable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    /// The keys are texts, none of them twice, in the order of the document.
    case mapping([(key: String, node: YAMLNode)])

    package static func == (left: YAMLNode, right: YAMLNode) -> Bool {
        switch (left, right) {
        case (.scalar(let left), .scalar(let right)): left == right
        case (.sequence(let left), .sequence(let right)): left == right
        case (.mapping(let left), .mapping(let right)):
            left.elementsEqual(right) { $0.key == $1.key && $0.node == $1.node }
        default: false
        }
    }

    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = self { scalar } else { nil }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = self { nodes } else { nil }
    }

    /// The number of values in it, itself among them.
    var size: Int {
        switch self {
        case .scalar: 1
        case .sequence(let nodes): nodes.reduce(1) { $0 + $1.size }
        case .mapping(let members): members.reduce(1) { $0 + $1.node.size }
        }
    }
}

/// A text of a YAML document.
package struct YAMLScalar: Sendable, Equatable {
    package let text: String
    /// Whether it stands without quotes, so that it may mean a number, a truth value or nothing.
    package let isPlain: Bool

    package var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// What the text means where a truth value is expected, as YAML 1.1 has them; `nil` for any other text.
    package var truth: Bool? {
        switch text.lowercased() {
        case "true", "yes", "on": true
        case "false", "no", "off": false
        default: nil
        }
    }
}
