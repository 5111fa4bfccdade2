import PipelineAPI

/// The diagram of a workflow as clients read it: an object, node by name.
///
/// Older diagrams and some documents are lists of nodes with a name each; they are the same diagram.
enum WorkflowNodes {
    /// Returns the diagram by name; `nil` and `null` are an empty one.
    ///
    /// Throws `E18642` for what is no diagram, or a list with a node that has no name or another's.
    static func byName(_ nodes: JSONValue?) throws(APIError) -> JSONValue {
        switch nodes ?? .null {
        case .null: return .object([:])
        case .object(let nodes): return .object(nodes)
        case .array(let list):
            var nodes: [String: JSONValue] = [:]
            for (index, node) in list.enumerated() {
                guard case .object(let members) = node, case .string(let name) = members["name"]
                else {
                    throw APIError(
                        .invalidWorkflow,
                        "node \(index + 1) of 'nodes' has no name: give each node a 'name'"
                    )
                }
                guard nodes.updateValue(node, forKey: name) == nil else {
                    throw APIError(
                        .invalidWorkflow,
                        "'nodes' has two nodes named '\(name)': give each node a name of its own"
                    )
                }
            }
            return .object(nodes)
        default:
            throw APIError(
                .invalidWorkflow,
                "'nodes' is neither an object nor a list: give an object, node by name"
            )
        }
    }
}
