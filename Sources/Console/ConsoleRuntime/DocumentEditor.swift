package import PipelineAPI

/// The user's editor for documents, and the parser of its text.
package struct DocumentEditor: Sendable {
    let parse: @Sendable (String) throws(APIError) -> JSONValue
    let edit: Edit

    /// Has the terminal to itself while it runs, and returns the text as the user left it.
    package typealias Edit = @Sendable (String) async throws(APIError) -> String

    package init(
        parse: @escaping @Sendable (String) throws(APIError) -> JSONValue,
        edit: @escaping Edit
    ) {
        self.parse = parse
        self.edit = edit
    }
}
