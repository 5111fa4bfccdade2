package import Console
package import PipelineAPI

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// What the machine does for the console: everything that is neither the terminal nor the service.
///
/// All of it is a parameter of the program, which has no file, no path and no clock of its own.
package struct ConsoleHost: Sendable {
    /// Sends a file, reports its progress, and ends between two parts once it is cancelled; returns the
    /// sentence to show.
    package typealias Transfer =
        @Sendable (
            TransferRequest, any APICaller, CancellationToken,
            _ report: @escaping @Sendable (TransferProgress) -> Void
        ) async throws(APIError) -> LocalizedText

    /// Runs a command of the user's to its end and hands over the lines that it writes, or gives it the terminal where
    /// nobody takes them; throws where it cannot be started.
    package typealias RunCommand =
        @Sendable (
            UserCommandRun, _ onLine: (@Sendable (String) -> Void)?
        ) async throws(APIError) -> UserCommandEnd

    /// Asks the service of a profile; throws where it does not answer.
    package typealias AskProfile =
        @Sendable (String) async throws(APIError) -> ProfileFacts

    package var editor: DocumentEditor
    package var runCommand: RunCommand
    /// Appends a change to the audit file; returns false where it cannot be written.
    package var audit: @Sendable (ActivityEntry) -> Bool
    /// Keeps the definitions of a list's rows that differ from what was kept last.
    package var keepDefinitions: @Sendable (ListKey, [Row], Date) -> Void
    /// Returns the kept definitions of an item, oldest first.
    package var definitions: @Sendable (ResourceAddress) -> [DefinitionVersion]
    /// Returns the changes in the audit file from a time on, oldest first; lines that cannot be read are left out.
    package var readAudit: @Sendable (Date) -> [AuditEntry]
    /// Returns the size of a file that is to be sent, in bytes.
    package var fileSize: @Sendable (String) throws(APIError) -> Int
    package var transfer: Transfer
    /// Writes a file that does not exist yet; returns its size in bytes.
    package var write: @Sendable (_ path: String, _ text: String) throws(APIError) -> Int
    /// Asks a profile's service for its line of the board, with a few requests of its own.
    package var askProfile: AskProfile
    /// Keeps a view in the user's file, in place of one of the same name; returns the file's path.
    package var keepView: @Sendable (SavedView) throws(APIError) -> String
    /// Saves the preferences for the next start.
    package var savePreferences: @Sendable (Preferences) -> Void
    /// Saves the last known state, for the first picture of the next start.
    package var keep: @Sendable (Data) -> Void
    /// Returns where work of a kind that is under way is kept, for a console that goes on with it.
    package var work: @Sendable (WorkKind) -> WorkPlace
    /// Delivers every request to the service after it has ended.
    package var requests: AsyncStream<RequestEntry>
    package var now: @Sendable () -> Date

    package init(
        editor: DocumentEditor,
        runCommand: @escaping RunCommand,
        audit: @escaping @Sendable (ActivityEntry) -> Bool,
        keepDefinitions: @escaping @Sendable (ListKey, [Row], Date) -> Void,
        definitions: @escaping @Sendable (ResourceAddress) -> [DefinitionVersion],
        readAudit: @escaping @Sendable (Date) -> [AuditEntry],
        fileSize: @escaping @Sendable (String) throws(APIError) -> Int,
        transfer: @escaping Transfer,
        write: @escaping @Sendable (_ path: String, _ text: String) throws(APIError) -> Int,
        askProfile: @escaping AskProfile,
        keepView: @escaping @Sendable (SavedView) throws(APIError) -> String,
        savePreferences: @escaping @Sendable (Preferences) -> Void,
        keep: @escaping @Sendable (Data) -> Void,
        work: @escaping @Sendable (WorkKind) -> WorkPlace,
        requests: AsyncStream<RequestEntry>,
        now: @escaping @Sendable () -> Date
    ) {
        self.editor = editor
        self.runCommand = runCommand
        self.audit = audit
        self.keepDefinitions = keepDefinitions
        self.definitions = definitions
        self.readAudit = readAudit
        self.fileSize = fileSize
        self.transfer = transfer
        self.write = write
        self.askProfile = askProfile
        self.keepView = keepView
        self.savePreferences = savePreferences
        self.keep = keep
        self.work = work
        self.requests = requests
        self.now = now
    }
}
