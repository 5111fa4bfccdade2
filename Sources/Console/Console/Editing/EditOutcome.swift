/// The result of a round in the editor.
package enum EditOutcome: Equatable, Sendable {
    case unchanged
    /// The document has no content any more, by which the user gives the change up.
    case emptied
    /// The document cannot be sent; the reason.
    case invalid(String)
    /// The document can be sent; the request it stands for.
    case ready(preview: String)
    /// There is nothing to edit: the item could not be loaded, or no editor could be started.
    case failed(String)

    /// Whether the user has typed a document that is to be sent.
    package var hasText: Bool {
        switch self {
        case .invalid, .ready: true
        case .unchanged, .emptied, .failed: false
        }
    }
}
