package import Console
package import PipelineAPI

/// The user's editor for documents, and the parser of its text.
package struct DocumentEditor: Sendable {
    let parse: @Sendable (String) throws(APIError) -> JSONValue
    let edit: Edit
    /// Keeps a document that was not sent for after the end of the console.
    let keep: @Sendable (EditDraft) -> Void

    /// Has the terminal to itself while it runs, and returns the text as the user left it.
    package typealias Edit = @Sendable (String) async throws(APIError) -> String

    package init(
        parse: @escaping @Sendable (String) throws(APIError) -> JSONValue,
        edit: @escaping Edit,
        keep: @escaping @Sendable (EditDraft) -> Void = { _ in }
    ) {
        self.parse = parse
        self.edit = edit
        self.keep = keep
    }
}
