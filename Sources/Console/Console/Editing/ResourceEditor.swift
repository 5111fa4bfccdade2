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
    private let load: Load
    private let create: @Sendable (JSONValue, Scope, String) throws(APIError) -> any PerformableCall
    private let update:
        @Sendable (JSONValue, ResourceAddress) throws(APIError) -> any PerformableCall

    /// The names of members, and the code with which the API refuses their change.
    struct Fixed: Sendable {
        var members: [String] = []
        var code = ErrorCode.malformedBody
    }

    init<Create: APICall, Update: APICall>(
        template: String,
        fixed: Fixed = Fixed(),
        current: @escaping Load,
        create: @escaping @Sendable (JSONValue, Scope, String) throws(APIError) -> Create,
        update: @escaping @Sendable (JSONValue, ResourceAddress) throws(APIError) -> Update
    ) {
        self.template = template
        self.fixed = fixed
        load = current
        self.create = { document, scope, name throws(APIError) in
            ReportedCall(call: try create(document, scope, name)) { _ in "created '\(name)'" }
        }
        self.update = { document, address throws(APIError) in
            ReportedCall(call: try update(document, address)) { _ in
                "changed \(address.localized)"
            }
        }
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
            guard let kept = current[member]?.text, let sent = document[member]?.text,
                sent != kept, !sent.isEmpty
            else { continue }
            throw APIError(
                fixed.code,
                "\(member) cannot become '\(sent)': leave it '\(kept)', or create another item"
            )
        }
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
        return try PreparedCall(create(document, scope, name))
    }
}
