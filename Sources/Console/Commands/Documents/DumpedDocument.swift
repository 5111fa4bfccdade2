import Console
import PipelineAPI

/// An item of the service as the document that `apply` takes back.
package struct DumpedDocument: Sendable {
    package let document: ChangeDocument
    /// The document as YAML: which item it is first, then what the service is told of it.
    package let text: String

    /// `value` is what of the item can be changed, as its editor has it.
    init(_ address: ResourceAddress, _ value: JSONValue) throws(CommandFailure) {
        guard case .object(var members) = value else {
            throw CommandFailure(
                .refused,
                "\(address.nameInContainer) has no definition: the service answered without one"
            )
        }
        var head: [(String, JSONValue)] = [("kind", .string(address.kind.description))]
        if address.scope != .root { head.append(("in", .string(address.scope.container))) }
        head.append(("name", .string(address.name)))
        let lines = head.map { YAMLLines.text(of: .object([$0: $1])) }.joined()
        let hidden = SecretMask.hiddenPlaces(in: value).map {
            "# the service hides '\($0)': write the secret here before you apply this\n"
        }
        let body = members.isEmpty ? "" : YAMLLines.text(of: value)
        text = hidden.joined() + lines + body
        for (key, value) in head { members[key] = value }
        document = try ChangeDocument(.object(members))
    }

    /// The file of the document within a folder: its kind's folder, then that of its container.
    package var path: String {
        let address = document.address
        let container = address.scope.container
        return
            ([address.kind.description] + (container.isEmpty ? [] : [container])
            + [address.name + ".yaml"]).joined(separator: "/")
    }
}
