/// The answers to the latest questions; a transform asks the same one at each step.
struct RecentAnswers<Answer> {
    private let limit: Int
    private var answers: [String: (answer: Answer, turn: Int)] = [:]
    private var turn = 0

    /// Keeps at most `limit` answers, of which the longest unused one goes first.
    init(limit: Int) { self.limit = limit }

    /// Returns the answer to a question, which counts as used.
    mutating func answer(to question: String) -> Answer? {
        guard let found = answers[question] else { return nil }
        turn += 1
        answers[question] = (found.answer, turn)
        return found.answer
    }

    mutating func keep(_ answer: Answer, to question: String) {
        turn += 1
        answers[question] = (answer, turn)
        guard answers.count > limit else { return }
        if let oldest = answers.min(by: { $0.value.turn < $1.value.turn }) {
            answers[oldest.key] = nil
        }
    }
}
