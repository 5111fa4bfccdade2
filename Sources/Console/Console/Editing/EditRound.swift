package import PipelineAPI

/// One round of a document through the user's editor: load, edit, parse, check.
package struct EditRound: Sendable {
    private let api: any APICaller
    private let parse: @Sendable (String) throws(APIError) -> JSONValue
    private let edit: @Sendable (String) async throws(APIError) -> String

    /// `parse` reads a document's text; `edit` lets the user change it and returns the new text.
    package init(
        api: any APICaller,
        parse: @escaping @Sendable (String) throws(APIError) -> JSONValue,
        edit: @escaping @Sendable (String) async throws(APIError) -> String
    ) {
        self.api = api
        self.parse = parse
        self.edit = edit
    }

    /// Returns the draft as it is after the round, and the outcome.
    package func run(_ draft: EditDraft) async -> (EditDraft, EditOutcome) {
        var draft = draft
        do throws(APIError) {
            let editor = try editor(of: draft)
            if let address = draft.address, draft.text.isEmpty {
                draft.original = YAMLLines.text(of: try await editor.current(address, by: api))
                draft.text = draft.original
            }
            let before = draft.text
            let text = EditDraft.withoutProblem(try await edit(draft.shownText))
            guard EditDraft.hasContent(text) else {
                return (draft, .emptied)
            }
            draft.text = text
            guard text != before else { return (draft, .unchanged) }
        } catch {
            return (draft, .failed(error.message))
        }
        do throws(APIError) {
            return (draft, .ready(preview: try call(for: draft).preview))
        } catch {
            return (draft, .invalid(error.message))
        }
    }

    /// Sends a draft once; returns the sentence to show.
    package func submit(_ draft: EditDraft) async throws(APIError) -> LocalizedText {
        try await call(for: draft).send(by: api)
    }

    private func call(for draft: EditDraft) throws(APIError) -> PreparedCall {
        let editor = try editor(of: draft)
        let document = try parse(draft.text)
        if draft.address != nil, editor.hasFixedMembers, EditDraft.hasContent(draft.original) {
            try editor.check(document, since: parse(draft.original))
        }
        return try editor.call(for: document, at: draft.address, in: draft.scope)
    }

    private func editor(of draft: EditDraft) throws(APIError) -> ResourceEditor {
        if let editor = ResourceCatalogue.kind(draft.kind)?.editor { return editor }
        throw APIError(.malformedBody, "'\(draft.kind)' cannot be edited")
    }
}
