import PipelineAPI
import Screen

extension SavedView {
    /// What the help says of it: the kind, the filter and the order, as they are written in a file.
    var summary: String {
        let parts = [kind.description, filter, sortText ?? ""].filter { !$0.isEmpty }
        return parts.joined(separator: " · ")
    }

    /// The order as it is written in a file; `nil` for that of the list.
    private var sortText: String? {
        choice.sort.map { ($0.isDescending ? "-" : "") + $0.column }
    }

    /// The titles of the columns in sight; empty for all.
    private var columnTitles: [String] {
        guard !choice.hidden.isEmpty else { return [] }
        return ResourceCatalogue.kind(kind)?.columns(choice).map(\.title) ?? []
    }

    private var members: JSONValue {
        var members: [String: JSONValue] = ["kind": .string(kind.description)]
        if !filter.isEmpty { members["filter"] = .string(filter) }
        if let sortText { members["sort"] = .string(sortText) }
        if !columnTitles.isEmpty { members["columns"] = .array(columnTitles.map(JSONValue.string)) }
        if let key { members["key"] = .string(key.label) }
        return .object(members)
    }

    /// Returns the document of a file with nothing but views, sorted by name.
    package static func document(of views: [SavedView]) -> String {
        let members = Dictionary(
            views.map { ($0.name, $0.members) },
            uniquingKeysWith: { _, last in last }
        )
        return "# Views saved from the console, written anew at each save: comments are not kept.\n"
            + YAMLLines.text(of: .object(["views": .object(members)]))
    }
}
