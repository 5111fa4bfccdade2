package import PipelineAPI

/// One round of a document: asked for, edited, read, checked; all but the editing itself is done here.
package struct EditRound: Sendable {
    private let api: any APICaller
    private let parse: @Sendable (String) throws(APIError) -> JSONValue
    private let edit: @Sendable (String) async throws(APIError) -> String

    /// Takes what reads a document's text, and what lets the user change it.
    package init(
        api: any APICaller,
        parse: @escaping @Sendable (String) throws(APIError) -> JSONValue,
        edit: @escaping @Sendable (String) async throws(APIError) -> String
    ) {
        self.api = api
        self.parse = parse
        self.edit = edit
    }

    /// Answers the draft as it is after the round, and what came of it.
    package func run(_ draft: EditDraft) async -> (EditDraft, EditOutcome) {
        var draft = draft
        do throws(APIError) {
            guard let editor = ResourceCatalogue.kind(draft.kind)?.editor else {
                return (draft, .failed("'\(draft.kind)' cannot be edited"))
            }
            if let address = draft.address, draft.text.isEmpty {
                draft.original = YAMLLines.text(of: try await editor.document(api, address))
                draft.text = draft.original
            }
            let before = draft.text
            draft.text = EditDraft.withoutProblem(try await edit(draft.shownText))
            guard draft.text != before else { return (draft, .unchanged) }
            return (draft, checked(draft, editor))
        } catch {
            return (draft, .failed(error.message))
        }
    }

    private func checked(_ draft: EditDraft, _ editor: ResourceEditor) -> EditOutcome {
        do throws(APIError) {
            return .ready(preview: try editor.call(for: draft, parse(draft.text)).preview)
        } catch { return .invalid(error.message) }
    }

    /// Sends a draft once.
    package func submit(_ draft: EditDraft) async throws(APIError) -> LocalizedText {
        guard let editor = ResourceCatalogue.kind(draft.kind)?.editor else {
            throw APIError(.malformedBody, "'\(draft.kind)' cannot be edited")
        }
        return try await editor.call(for: draft, parse(draft.text)).perform(with: api)
    }
}
