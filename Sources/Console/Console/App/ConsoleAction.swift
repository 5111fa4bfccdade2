package import PipelineAPI
package import Screen

package import struct FoundationEssentials.Date

/// What happened: a key, an answer, the passing of time.
package enum ConsoleAction: Equatable, Sendable {
    case terminal(TerminalEvent)
    case ticked(Date)
    case listLoaded(ListKey, Result<Listing, APIError>, at: Date)
    /// A list was asked for again and is what it was.
    case listUnchanged(ListKey, at: Date)
    case partLoaded(ListKey, ListPart, Result<Listing, APIError>, at: Date)
    case detailLoaded(ResourceAddress, Result<AnyItem, APIError>, at: Date)
    /// An action was answered: with a sentence to show, or an error.
    case performed(ActionRequest, Result<LocalizedText, APIError>)
    /// The file of a transfer was looked at: its size, or why it cannot be sent.
    case fileInspected(TransferRequest, Result<Int, APIError>)
    case transferProgressed(TransferRequest, TransferProgress)
    case transferred(TransferRequest, Result<LocalizedText, APIError>)
    /// A view was written to a file.
    case written(path: String, Result<Int, APIError>)
    /// A round in the editor is over.
    case edited(EditDraft, EditOutcome)
    /// A draft was answered: with a sentence to show, or an error.
    case submitted(EditDraft, Result<LocalizedText, APIError>)
    /// A request to the service has ended.
    case requested(RequestEntry)
    /// What the scheduler is going to ask.
    case forecast([PollForecast])
    /// The selection has not moved since this token was handed out.
    case rested(token: Int)
    /// What is asked was on the screen for a moment, and no key came since this token was handed out.
    case seen(token: Int)
    case linkChanged(Link)
    /// Something the program has to say at its start, such as an unknown TERM.
    case noticed(Notice)
}
