import PipelineAPI

/// Reads which items a document names that must be there before its own.
enum DocumentNeeds {
    /// Returns the item that a member names, if it names one.
    static func item(
        _ kind: ResourceID,
        in member: String,
        of document: JSONValue
    ) -> [ResourceAddress] {
        guard let name = document[member]?.text, !name.isEmpty else { return [] }
        return [ResourceAddress(kind, .root, name)]
    }

    /// Returns what a job reads.
    static func sources(of document: JSONValue) -> [ResourceAddress] {
        guard case .array(let sources)? = document["srcs"] else { return [] }
        return sources.compactMap { source in
            guard let name = source["name"]?.text else { return nil }
            let isJob = source["type"]?.text.map { JobSourceType(rawValue: $0) } == .job
            return ResourceAddress(isJob ? .jobs : .dataSources, .root, name)
        }
    }

    /// Returns the variables in all texts of a document: `$(yesterday)`.
    static func variables(in document: JSONValue) -> [ResourceAddress] {
        switch document {
        case .string(let text):
            text.matches(of: /\$\((\w+)\)/).map {
                ResourceAddress(.variables, .root, String($0.output.1))
            }
        case .array(let values): values.flatMap(variables)
        case .object(let members):
            members.sorted { $0.key < $1.key }.flatMap { variables(in: $0.value) }
        default: []
        }
    }
}
