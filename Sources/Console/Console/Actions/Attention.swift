/// Whether what is asked on the screen may be answered yet.
///
/// A question takes no answer before its picture was on the screen for a moment, nor just after a text was
/// pasted: what is read together with the key that opened a plan was typed by nobody who had seen it. No
/// clock is needed here: the runtime says `.seen` with the token of the latest question.
package struct Attention: Equatable, Sendable {
    package private(set) var token = 0
    /// Whether the question was on the screen for a moment.
    package private(set) var isSeen = true
    /// Whether nothing was pasted since a moment.
    package private(set) var isCalm = true

    package init() {}

    package var takesAnswers: Bool { isSeen && isCalm }

    /// Another question is open, or the same is to be looked at anew.
    mutating func begin() -> ConsoleEffect {
        isSeen = false
        return wait()
    }

    /// A text was pasted over the question, which may be cut in pieces of one key.
    mutating func disturb() -> ConsoleEffect {
        isCalm = false
        return wait()
    }

    /// A key came too early; the moment begins anew, for a text that comes slowly is one still.
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
    /// What an answer changes, where one does: a question that must have been seen first.
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
        case .bulk(let dialog) where dialog.isOver && !dialog.failures.isEmpty: .retry
        case .form(let dialog) where dialog.subject == .export: .export
        default: nil
        }
    }
}
