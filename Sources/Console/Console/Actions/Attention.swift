/// Whether the question on the screen takes answers yet.
///
/// A question takes no answer before it was on the screen for a moment, nor right after a paste: keys read
/// together with the key that opened a plan were typed without seeing it. The runtime measures the time and
/// sends `.seen` with the token of the latest question.
package struct Attention: Equatable, Sendable {
    package private(set) var token = 0
    /// Whether the question was on the screen for a moment.
    package private(set) var isSeen = true
    /// Whether no text was pasted recently.
    package private(set) var isCalm = true

    package init() {}

    package var takesAnswers: Bool { isSeen && isCalm }

    /// Starts waiting for a new question, or again for the same one.
    mutating func begin() -> ConsoleEffect {
        isSeen = false
        return wait()
    }

    /// Records a paste while the question is open; it may arrive in pieces of one key.
    mutating func disturb() -> ConsoleEffect {
        isCalm = false
        return wait()
    }

    /// Restarts the wait after a key that came too early, since it may be part of a slow paste.
    mutating func wait() -> ConsoleEffect {
        token += 1
        return .awaitSight(token: token)
    }

    mutating func see(_ token: Int) {
        guard token == self.token else { return }
        (isSeen, isCalm) = (true, true)
    }
}

extension Overlay {
    /// The change that an answer would confirm; the question must have been seen first.
    enum Question: Equatable {
        case plan(ConfirmDialog.Subject)
        /// Whether what failed of many is tried again.
        case retry
        /// Whether a view is written to a file.
        case export
    }

    var question: Question? {
        switch self {
        case .confirm(let dialog): .plan(dialog.subject)
        case .bulk(let dialog) where dialog.isOver && !dialog.retries.isEmpty: .retry
        case .form(let dialog) where dialog.subject == .export: .export
        default: nil
        }
    }
}
