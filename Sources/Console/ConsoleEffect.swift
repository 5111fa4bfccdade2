/// What the console wants done; the runtime does it and answers with an action.
package enum ConsoleEffect: Equatable, Sendable {
    /// Ask for these now, before their time.
    case refresh([PollKey])
    /// Send this action once.
    case perform(ActionRequest)
    /// Have the draft edited and answer `.edited`.
    case edit(EditDraft)
    /// Send the draft once and answer `.submitted`.
    case submit(EditDraft)
    /// Write down what was changed, for good.
    case audit(ActivityEntry)
    /// Answer `.rested` with the token when the hand has been still for a moment.
    case rest(token: Int)
    case copy(String)
    case repaint
    case suspend
    case quit
}
