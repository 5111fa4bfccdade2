package import Console
package import PipelineAPI
import Screen

/// What is to be sent for one document.
package struct PlannedDocument: Sendable {
    package let draft: EditDraft
    package let plan: ChangePlan
    /// `Create job 'daily_uv'`, as the audit file has it.
    package let what: String
    private let prepared: PreparedCall

    init(_ document: ChangeDocument, as draft: EditDraft, prepared: PreparedCall) {
        self.draft = draft
        self.prepared = prepared
        let isNew = draft.address == nil
        plan = .document(
            draft,
            call: prepared.preview,
            creating: isNew ? document.address : nil
        )
        what =
            "\(isNew ? "Create" : "Change") \(document.kind.noun) "
            + document.address.nameInContainer
    }

    /// What the service would have that it has not: what is done, and the lines of the document.
    package func differenceLines(painter: TextPainter) -> [String] {
        ([[Span(what, .strong)]] + draft.differenceSpans.map { [$0] }).map {
            painter.text(of: $0)
        }
    }

    /// Sends the request once; returns the sentence to show.
    package func send(by api: any APICaller) async throws(APIError) -> LocalizedText {
        try await prepared.send(by: api)
    }
}

/// Decides what each document means: something new, a change, or nothing.
///
/// **Invariant:** planning sends only requests that change nothing; documents are all checked before the first
/// is sent.
package struct DocumentPlanner: Sendable {
    private let api: any APICaller
    private let lookup: ItemLookup

    package init(api: any APICaller) {
        self.api = api
        lookup = ItemLookup(api: api)
    }

    /// Returns the plan that creates a new item of the document's kind.
    package func creation(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument {
        let editor = try KindTemplate.editor(of: document.kind)
        try requireSecrets(in: document)
        var draft = EditDraft(kind: document.kind.id, address: nil, scope: document.scope)
        draft.text = YAMLLines.text(of: document.value)
        return PlannedDocument(
            document,
            as: draft,
            prepared: try call(for: document.value, as: draft, by: editor)
        )
    }

    /// Returns the plan that makes the service have the document; `nil` where it has it already.
    package func application(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument? {
        try KindTemplate.editor(of: document.kind)
        let exists = try await lookup.exists(
            document.kind,
            named: document.name,
            in: document.scope
        )
        return exists ? try await change(document) : try await creation(document)
    }

    /// What a document does not mention stays as it is; what makes no difference is left out of it.
    ///
    /// No schema can be made empty: templates write an empty one where the service is to infer it.
    private func change(
        _ document: ChangeDocument
    ) async throws(CommandFailure) -> PlannedDocument? {
        let editor = try KindTemplate.editor(of: document.kind)
        var draft = EditDraft(
            kind: document.kind.id,
            address: document.address,
            scope: document.scope
        )
        let current = try await current(document.address, by: editor)
        do throws(APIError) {
            try editor.check(document.value, since: current)
        } catch { throw CommandFailure(error) }
        guard case .object(let now) = current, case .object(let wanted) = document.value else {
            return nil
        }
        let present = try call(for: current, as: draft, by: editor)
        var merged = now
        for (key, value) in wanted.sorted(by: { $0.key < $1.key })
        where key != "schema" || value != .array([]) {
            var next = merged
            next[key] = value == .null ? nil : value
            if now[key] == nil {
                let before = try call(for: .object(merged), as: draft, by: editor)
                let after = try call(for: .object(next), as: draft, by: editor)
                if before.preview == after.preview { continue }
            }
            merged = next
        }
        let prepared = try call(for: .object(merged), as: draft, by: editor)
        guard prepared.preview != present.preview else { return nil }
        try requireSecrets(in: document)
        draft.original = YAMLLines.text(of: current)
        draft.text = YAMLLines.text(of: .object(merged))
        return PlannedDocument(document, as: draft, prepared: prepared)
    }

    /// A mask would be stored as the secret itself.
    private func requireSecrets(in document: ChangeDocument) throws(CommandFailure) {
        guard let place = SecretMask.hiddenPlaces(in: document.value).first else { return }
        throw CommandFailure(
            .usage,
            "'\(place)' of \(document.address.nameInContainer) is a mask, not the secret: write the secret there"
        )
    }

    private func current(
        _ address: ResourceAddress,
        by editor: ResourceEditor
    ) async throws(CommandFailure) -> JSONValue {
        do throws(APIError) {
            return try await editor.current(address, by: api)
        } catch { throw CommandFailure(.refused, error.message) }
    }

    private func call(
        for document: JSONValue,
        as draft: EditDraft,
        by editor: ResourceEditor
    ) throws(CommandFailure) -> PreparedCall {
        do throws(APIError) {
            return try editor.call(for: document, at: draft.address, in: draft.scope)
        } catch { throw CommandFailure(.usage, error.message) }
    }
}
