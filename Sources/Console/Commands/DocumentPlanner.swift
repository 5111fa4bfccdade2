package import Console
package import PipelineAPI

/// What is to be sent for one document.
package struct PlannedDocument: Sendable {
    package let draft: EditDraft
    /// The request, as it will be sent.
    package let call: String
    /// `Create job 'daily_uv'`, as the audit file has it.
    package let what: String
}

/// Decides what each document means: something new, a change, or nothing.
///
/// **Invariant:** nothing here changes anything; documents are all checked before the first is sent.
package struct DocumentPlanner: Sendable {
    private let api: any APICaller
    private let parse: @Sendable (String) throws(APIError) -> JSONValue
    private let lookup: ItemLookup

    package init(
        api: any APICaller,
        parse: @escaping @Sendable (String) throws(APIError) -> JSONValue
    ) {
        self.api = api
        self.parse = parse
        lookup = ItemLookup(api: api)
    }

    /// A new item of the document's kind.
    package func creation(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument {
        try KindTemplate.editor(of: document.kind)
        var draft = EditDraft(kind: document.kind.id, address: nil, scope: document.scope)
        let text = YAMLLines.text(of: document.value)
        let call = try await call(for: &draft, text)
        return PlannedDocument(
            draft: draft,
            call: call,
            what: "Create \(document.kind.noun) \(document.address.nameInContainer)"
        )
    }

    /// What makes the service have the document; `nil` where it has it already.
    package func application(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument? {
        try KindTemplate.editor(of: document.kind)
        let isThere = try await lookup.exists(
            document.kind,
            named: document.name,
            in: document.scope
        )
        return isThere ? try await change(document) : try await creation(document)
    }

    /// What a document does not mention stays as it is; what makes no difference is left out of it.
    private func change(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument? {
        var draft = EditDraft(
            kind: document.kind.id,
            address: document.address,
            scope: document.scope
        )
        // A first round, which changes nothing, says what there is now and what sending it would look like.
        let present = try await call(for: &draft, nil)
        guard case .object(let now) = try value(of: draft.original),
            case .object(let wanted) = document.value
        else { return nil }
        var merged = now
        for (key, value) in wanted.sorted(by: { $0.key < $1.key })
        where !DocumentPlanner.isSettled(key, value, now) {
            var next = merged
            next[key] = value == .null ? nil : value
            if now[key] == nil, try await call(for: &draft, merged) == call(for: &draft, next) {
                continue
            }
            merged = next
        }
        let call = try await call(for: &draft, merged)
        guard call != present else { return nil }
        return PlannedDocument(
            draft: draft,
            call: call,
            what: "Change \(document.kind.noun) \(document.address.nameInContainer)"
        )
    }

    /// Where a stream begins is settled when it is made, and no schema can be made empty: templates
    /// write an empty one where the service is to find out.
    private static func isSettled(
        _ key: String,
        _ value: JSONValue,
        _ now: [String: JSONValue]
    ) -> Bool {
        key == "whence" && now[key] == nil || key == "schema" && value == .array([])
    }

    private func call(
        for draft: inout EditDraft,
        _ members: [String: JSONValue]
    ) async throws(CommandFailure) -> String {
        try await call(for: &draft, YAMLLines.text(of: .object(members)))
    }

    /// The request that a text would be, or, with none, that of the document as it is now.
    private func call(
        for draft: inout EditDraft,
        _ text: String?
    ) async throws(CommandFailure) -> String {
        let mark = "# as it is\n"
        // A round has to see a change to look at it; the mark is a comment.
        let round = EditRound(api: api, parse: parse) { current throws(APIError) in
            let wanted = text ?? current
            return wanted == current ? wanted + mark : wanted
        }
        let (after, outcome) = await round.run(draft)
        draft = after
        if let text { draft.text = text }
        switch outcome {
        case .ready(let preview): return preview
        case .unchanged: return ""
        case .invalid(let problem): throw CommandFailure(.usage, problem)
        case .failed(let reason): throw CommandFailure(.refused, reason)
        }
    }

    private func value(of text: String) throws(CommandFailure) -> JSONValue {
        do throws(APIError) {
            return try parse(text)
        } catch { throw CommandFailure(error) }
    }
}
