import Console
import PipelineAPI

/// The last answer about each list, to tell what is news.
///
/// Compared away from the screen, so that an answer of ten thousand rows that says nothing new costs the
/// user nothing. Rows are shared with the console's state, not copied. A list may be asked for in several
/// ways; only the latest is kept, since an answer to one of them changes what the others were told.
actor ResponseCache {
    private var answers: [ListKey: (question: PollKey, listing: Listing)] = [:]

    /// Whether an answer differs from the one before; `nil` where that was to another question, for the
    /// first, and for a failure.
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
