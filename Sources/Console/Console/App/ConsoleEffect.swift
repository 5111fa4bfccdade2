/// What the console wants done; the runtime does it and answers with an action.
package enum ConsoleEffect: Equatable, Sendable {
    /// Ask for these now, before their time.
    case refresh([PollKey])
    /// Send this action once.
    case perform(ActionRequest)
    /// The same for one of many, after a moment, so that many do not come at once.
    case performNext(ActionRequest)
    /// Look at the file of a transfer and answer `.fileInspected`.
    case inspectFile(TransferRequest)
    /// Send a file; answers `.transferProgressed` and in the end `.transferred`.
    case transfer(TransferRequest)
    /// Send no further part of the file under way.
    case haltTransfer
    /// Write a text to a file, which must not exist yet, and answer `.written`.
    case write(path: String, text: String)
    /// Draw the user's attention to something that happened.
    case alert(String)
    /// Keep this for the next start.
    case savePreferences(Preferences)
    /// Leave this profile's pipelines for another's.
    case switchProfile(String)
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
