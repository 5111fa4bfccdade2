package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// An event for the state: a key, an answer, a tick of the clock.
package enum ConsoleAction: Equatable, Sendable {
    case terminal(TerminalEvent)
    case ticked(Date)
    case listLoaded(ListKey, Result<Listing, APIError>, at: Date)
    /// A list was requested again and has not changed.
    case listUnchanged(ListKey, at: Date)
    case partLoaded(ListKey, ListPart, Result<Listing, APIError>, at: Date)
    case detailLoaded(ResourceAddress, Result<AnyItem, APIError>, at: Date)
    /// An action was answered: with a sentence to show, or an error.
    case performed(ActionRequest, Result<LocalizedText, APIError>)
    /// The answer to an action is lost, and the service is asked what is true.
    case answerLost(ActionRequest)
    /// What is downstream of the chosen runs is known, or why it is not.
    case rerunPlanned(RerunChoice, Result<RerunPlan, APIError>)
    /// An earlier console has left work that is not over.
    case workFound(LongWork)
    /// Long work has got on, with the change whose outcome is known now.
    case workProgressed(LongWork, WorkOutcome?)
    /// The size of a transfer's file, or why it cannot be sent.
    case fileInspected(TransferRequest, Result<Int, APIError>)
    case transferProgressed(TransferRequest, TransferProgress)
    case transferred(TransferRequest, Result<LocalizedText, APIError>)
    /// The kept definitions of an item, oldest first.
    case definitionsRead([DefinitionVersion])
    /// What the audit file has.
    case auditRead([AuditEntry])
    /// A command of the user's in the background has written lines.
    case commandWrote(UserCommandRun, [String])
    /// A command of the user's has ended, or could not be started.
    case commandEnded(UserCommandRun, Result<UserCommandEnd, APIError>)
    /// A profile's service was asked for its line of the board.
    case profileAnswered(String, Result<ProfileFacts, APIError>)
    /// A view was kept in a file, or why it was not.
    case viewKept(SavedView, Result<String, APIError>)
    /// A view was written to a file.
    case written(path: String, Result<Int, APIError>)
    /// The editor has ended.
    case edited(EditDraft, EditOutcome)
    /// A draft was answered: with a sentence to show, or an error.
    case submitted(EditDraft, Result<LocalizedText, APIError>)
    /// A request to the service has ended.
    case requested(RequestEntry)
    /// The next requests of the scheduler.
    case forecast([PollForecast])
    /// The selection has not moved since this token was handed out.
    case rested(token: Int)
    /// The question of this token was on the screen for a moment without a key.
    case seen(token: Int)
    case linkChanged(Link)
    /// A message of the program at its start, such as an unknown `TERM`.
    case noticed(Notice)
}
