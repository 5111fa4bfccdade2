package import PipelineAPI

/// How a kind's items are created and changed as documents: loads the current document, turns a document
/// into the request, and sends that.
package struct ResourceEditor: Sendable {
    /// Loads what of an item can be changed.
    typealias Load =
        @Sendable (any APICaller, ResourceAddress) async throws(APIError) -> JSONValue

    /// A new item as YAML with comments that explain the fields; its `name` is the item's.
    package let template: String
    /// The members that are fixed when an item is created; ``current(_:by:)`` has them, and no change of one is sent.
    private let fixed: Fixed
    /// Returns the items that a document names by members of its own.
    private let named: @Sendable (JSONValue) -> [ResourceAddress]
    private let load: Load
    private let create: @Sendable (JSONValue, Scope, String) throws(APIError) -> any PerformableCall
    /// Returns what completes a creation; `nil` where its call says all.
    private let completion: @Sendable (JSONValue, String) throws(APIError) -> (any PerformableCall)?
    private let update:
        @Sendable (JSONValue, ResourceAddress) throws(APIError) -> any PerformableCall

    /// The names of members, and the code with which their change is refused.
    struct Fixed: Sendable {
        var members: [String] = []
        var code = ErrorCode.malformedBody
    }

    /// The member whose words are compared without case, since documents and clients differ.
    private static let caseless = "type"

    init<Create: APICall, Update: APICall>(
        template: String,
        fixed: Fixed = Fixed(),
        needs named: @escaping @Sendable (JSONValue) -> [ResourceAddress] = { _ in [] },
        current: @escaping Load,
        create: @escaping @Sendable (JSONValue, Scope, String) throws(APIError) -> Create,
        completion: @escaping @Sendable (JSONValue, String) throws(APIError) -> Update? = { _, _ in
            nil
        },
        update: @escaping @Sendable (JSONValue, ResourceAddress) throws(APIError) -> Update
    ) {
        self.template = template
        self.fixed = fixed
        self.named = named
        load = current
        self.create = { document, scope, name throws(APIError) in
            ReportedCall(call: try create(document, scope, name)) { _ in "created '\(name)'" }
        }
        self.completion = { document, name throws(APIError) in
            try completion(document, name).map { ReportedCall(call: $0) { _ in "" } }
        }
        self.update = { document, address throws(APIError) in
            ReportedCall(call: try update(document, address)) { _ in
                "changed \(address.localized)"
            }
        }
    }

    /// Returns the items that must be there before a document's own: its container, what it reads, its variables.
    package func needs(of document: JSONValue, in scope: Scope) -> [ResourceAddress] {
        let container = scope.containerKind.map { ResourceAddress($0, .root, scope.container) }
        return [container].compactMap(\.self) + named(document)
            + DocumentNeeds.variables(in: document)
    }

    /// Returns what of an item can be changed, as the service has it now.
    package func current(
        _ address: ResourceAddress,
        by api: any APICaller
    ) async throws(APIError) -> JSONValue {
        try await load(api, address)
    }

    /// Whether a change may concern members that are fixed.
    var hasFixedMembers: Bool { !fixed.members.isEmpty }

    /// Checks a changed document against what the service has: a member that no change concerns must be as it is, or
    /// be left out.
    package func check(_ document: JSONValue, since current: JSONValue) throws(APIError) {
        for member in fixed.members {
            guard let sent = document[member], sent != .null else { continue }
            let kept = current[member] ?? .null
            guard !isSame(sent, kept, member) else { continue }
            let keeping =
                kept.text.map { $0.isEmpty ? "leave it out" : "leave it '\($0)'" } ?? "leave it out"
            let wanted = sent.text.map { "'\($0)'" } ?? "another one"
            throw APIError(
                fixed.code,
                "\(member) cannot become \(wanted): \(keeping), since it is fixed at creation; "
                    + "for another one, delete the item and create it again"
            )
        }
    }

    /// Whether a document leaves a member as it is; an empty text says nothing of it.
    private func isSame(_ sent: JSONValue, _ kept: JSONValue, _ member: String) -> Bool {
        guard let text = sent.text else {
            guard let fields = try? sent.decoded(as: [SchemaField].self),
                let known = try? kept.decoded(as: [SchemaField].self)
            else { return sent == kept || sent == .array([]) }
            return fields.map(\.sayingRequired) == known.map(\.sayingRequired)
        }
        let old = kept.text ?? ""
        return text.isEmpty || text == old
            || (member == Self.caseless && text.lowercased() == old.lowercased())
    }

    /// Returns the request a document stands for; throws what is wrong with the document.
    ///
    /// It is the change of the item at `address` or, with none, the creation of an item in `scope`. Nothing is
    /// sent.
    package func call(
        for document: JSONValue,
        at address: ResourceAddress?,
        in scope: Scope
    ) throws(APIError) -> PreparedCall {
        if let address { return try PreparedCall(update(document, address)) }
        guard let name = document["name"]?.text else {
            throw APIError(.malformedBody, "the document has no 'name': give the new item one")
        }
        return try PreparedCall(
            create(document, scope, name),
            then: completion(document, name)
        )
    }
}

extension JSONValue {
    /// Returns the document of what can be changed, with the members that are fixed, where they are known.
    static func document(
        _ body: some Encodable,
        fixed: [String: String?]
    ) throws(APIError) -> JSONValue {
        guard case .object(var members) = try JSONValue(encoding: body) else { return .null }
        for case (let name, let value?) in fixed where !value.isEmpty {
            members[name] = .string(value)
        }
        return .object(members)
    }
}
