package import struct FoundationEssentials.Date

/// What takes time: requests to the service, files, and the user's editor.
package enum AsyncEffect: Equatable, Sendable {
    /// Poll these keys now, before their time.
    case refresh([PollKey])
    /// Send this action once and answer `.performed`; the item, as it is known, says what has changed where the answer
    /// is lost, which is told by `.answerLost`.
    case perform(ActionRequest, on: AnyItem?)
    /// Send the next action of a bulk once, after a pause that limits the rate, and answer `.performed`.
    case performNext(ActionRequest, on: AnyItem?)
    /// Ask which runs are downstream of these and answer `.rerunPlanned`.
    case planRerun(RerunChoice)
    /// Begin long work, or go on with it; answers `.workProgressed` until it is over.
    case work(LongWork)
    /// Send no further change of the work under way.
    case haltWork(WorkKind)
    /// Forget the work that an earlier console has left.
    case dropWork(WorkKind)
    /// Have the draft edited and answer `.edited`.
    case edit(EditDraft)
    /// Send the draft once and answer `.submitted`.
    case submit(EditDraft)
    /// Read the size of the file of a transfer and answer `.fileInspected`.
    case inspectFile(TransferRequest)
    /// Send a file; answers `.transferProgressed` and in the end `.transferred`.
    case transfer(TransferRequest)
    /// Send no further part of the file under way.
    case cancelTransfer
    /// Keep the definitions of rows, those that differ from what was kept last.
    case keepDefinitions(ListKey, [Row], seen: Date)
    /// Read the kept definitions of an item and answer `.definitionsRead`.
    case readDefinitions(ResourceAddress)
    /// Read the audit file from a time on and answer `.auditRead`.
    case readAudit(since: Date)
    /// Run a command of the user's; answers `.commandWrote` where it is in the background, and in the end `.commandEnded`.
    case run(UserCommandRun)
    /// End a command in the background.
    case end(UserCommandRun)
    /// Ask a profile's service for its line of the board and answer `.profileAnswered`.
    case askProfile(String)
    /// Keep a view in the user's file and answer `.viewKept` with the file's path.
    case keepView(SavedView)
    /// Write a text to a file, which must not exist yet, and answer `.written`.
    case write(path: String, text: String)
}
