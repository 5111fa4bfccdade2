import Console
import PipelineAPI

/// The last answer to each list, by which answers without news are recognized.
///
/// Answers are compared here, off the UI thread, so that an answer of ten thousand rows that says nothing new
/// costs the user nothing. Rows are shared with the console's state, not copied. A list may be polled by
/// several keys; only the latest answer is kept, since an answer to one of them replaces what the others said.
actor ResponseCache {
    private var answers: [ListKey: (question: PollKey, listing: Listing)] = [:]

    /// Returns whether an answer differs from the one before; `nil` for the first answer, for a failure, and
    /// where the one before was to another poll key.
    func isNews(
        _ result: Result<Listing, APIError>,
        about list: ListKey,
        asked question: PollKey
    ) -> Bool? {
        guard case .success(let listing) = result else { return nil }
        let known = answers[list].flatMap { $0.question == question ? $0.listing : nil }
        // The same answer is kept as it was, so that its rows stay shared with the state's.
        guard known != listing else { return false }
        answers[list] = (question, listing)
        return known.map { _ in true }
    }
}
