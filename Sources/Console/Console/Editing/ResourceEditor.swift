import PipelineAPI

/// How a kind's items are created and changed as documents, in an editor.
package struct ResourceEditor: Sendable {
    /// A new item as YAML with comments that say what may stand where; its `name` is the item's.
    package let template: String
    /// What of an item can be changed, as it is now; asked of the service, so that it is new.
    let document: @Sendable (any APICaller, ResourceAddress) async throws(APIError) -> JSONValue
    private let create: @Sendable (JSONValue, Scope, String) throws(APIError) -> any PerformableCall
    private let update:
        @Sendable (JSONValue, ResourceAddress) throws(APIError) -> any PerformableCall

    init<Create: APICall, Update: APICall>(
        template: String,
        document:
            @escaping @Sendable (any APICaller, ResourceAddress) async throws(APIError) -> JSONValue,
        create: @escaping @Sendable (JSONValue, Scope, String) throws(APIError) -> Create,
        update: @escaping @Sendable (JSONValue, ResourceAddress) throws(APIError) -> Update
    ) {
        self.template = template
        self.document = document
        self.create = { document, scope, name throws(APIError) in
            ReportedCall(call: try create(document, scope, name)) { _ in "created '\(name)'" }
        }
        self.update = { document, address throws(APIError) in
            ReportedCall(call: try update(document, address)) { _ in
                "changed \(address.localized)"
            }
        }
    }

    /// The call a document stands for; throws what is wrong with it, before anything is sent.
    func call(for draft: EditDraft, _ document: JSONValue) throws(APIError) -> any PerformableCall {
        if let address = draft.address { return try update(document, address) }
        guard let name = document["name"]?.text else {
            throw APIError(.malformedBody, "the document has no 'name': give the new item one")
        }
        return try create(document, draft.scope, name)
    }
}

/// A document on its way: what is edited, as which text, and what was wrong with it last.
package struct EditDraft: Equatable, Sendable {
    package let kind: ResourceID
    /// `nil` for a new item.
    package let address: ResourceAddress?
    package let scope: Scope
    /// As it was before anybody changed it; empty before it is known.
    package var original = ""
    package var text = ""
    package var problem: String?

    package init(kind: ResourceID, address: ResourceAddress?, scope: Scope) {
        self.kind = kind
        self.address = address
        self.scope = scope
    }

    /// What the editor gets: the problem on top, as comments that are taken off again.
    package var shownText: String {
        guard let problem else { return text }
        let lines = problem.split(whereSeparator: \.isNewline).map { EditDraft.mark + $0 }
        return lines.joined(separator: "\n") + "\n" + text
    }

    package static func withoutProblem(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix(mark) }.joined(separator: "\n")
    }

    private static let mark = "#! "

    /// The lines that were added and removed, in their order.
    package var difference: [(isAdded: Bool, line: String)] {
        let before = original.split(separator: "\n").map(String.init)
        let after = text.split(separator: "\n").map(String.init)
        return after.difference(from: before).sorted { position($0) < position($1) }
            .map { change in
                switch change {
                case .insert(_, let line, _): (true, line)
                case .remove(_, let line, _): (false, line)
                }
            }
    }

    private func position(
        _ change: CollectionDifference<String>.Change
    ) -> (Int, Int) {
        switch change {
        case .remove(let offset, _, _): (offset, 0)
        case .insert(let offset, _, _): (offset, 1)
        }
    }
}

/// What came of a round in the editor.
package enum EditOutcome: Equatable, Sendable {
    case unchanged
    /// The document cannot be sent as it is.
    case invalid(String)
    /// It can; the request it would be.
    case ready(preview: String)
    /// There is nothing to edit: it could not be asked for, or no editor could be started.
    case failed(String)
}
