import Console
import PipelineAPI

/// The last answer to each question, to tell what is news.
///
/// Compared away from the screen, so that an answer of ten thousand rows that says nothing new costs the
/// user nothing. Rows are shared with the console's state, not copied.
actor AnswerMemory {
    private var answers: [PollKey: Listing] = [:]

    /// Whether an answer differs from the one before; `nil` for the first, and for a failure.
    func isNews(_ result: Result<Listing, APIError>, of key: PollKey) -> Bool? {
        guard case .success(let listing) = result else { return nil }
        // The same answer is kept as it was, so that its rows stay shared with the state's.
        guard let known = answers[key] else {
            answers[key] = listing
            return nil
        }
        guard known != listing else { return false }
        answers[key] = listing
        return true
    }
}
