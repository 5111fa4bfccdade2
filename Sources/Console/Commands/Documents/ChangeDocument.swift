package import Console
package import PipelineAPI

/// A document that stands for an item: which one, and what is said of it.
package struct ChangeDocument: Sendable {
    package let kind: AnyResourceKind
    package let scope: Scope
    package let name: String
    /// The kind's own document, its `name` in it.
    package let value: JSONValue

    package var address: ResourceAddress { ResourceAddress(kind.id, scope, name) }

    /// The items that must be there before its own.
    var needs: [ResourceAddress] { kind.editor?.needs(of: value, in: scope) ?? [] }

    /// Reads what a document says of itself as `kind` and `in`; the command line says what it does not.
    package init(
        _ value: JSONValue,
        kind given: AnyResourceKind? = nil,
        in container: String? = nil
    ) throws(CommandFailure) {
        guard case .object(var members) = value else {
            throw CommandFailure(
                .usage,
                "this is no document: write 'key: value' lines, or a JSON object"
            )
        }
        kind = try ChangeDocument.kind(members.removeValue(forKey: "kind"), given)
        let place = members.removeValue(forKey: "in")?.text ?? container
        scope = try KindLookup.scope(of: kind, in: place)
        guard let name = members["name"]?.text, !name.isEmpty else {
            throw CommandFailure(.usage, "the document has no 'name': give the \(kind.noun) one")
        }
        self.name = name
        self.value = .object(members)
    }

    private static func kind(
        _ value: JSONValue?,
        _ given: AnyResourceKind?
    ) throws(CommandFailure) -> AnyResourceKind {
        guard let value else {
            if let given { return given }
            throw CommandFailure(
                .usage,
                "the document has no 'kind': add a line such as 'kind: jobs'; 'pandora dump jobs/NAME' prints a document that has it"
            )
        }
        let named = try KindLookup.kind(named: value.text ?? "")
        guard let given, given.id != named.id else { return named }
        throw CommandFailure(
            .usage,
            "the document says 'kind: \(named.id)', the command says \(given.id)"
        )
    }
}
