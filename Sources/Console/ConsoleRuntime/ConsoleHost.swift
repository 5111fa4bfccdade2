package import Console
package import PipelineAPI

package import struct FoundationEssentials.Data
package import struct FoundationEssentials.Date

/// What the machine does for the console: all that is neither the terminal nor the service.
///
/// Everything here is given to the program, which so knows no file, no path and no clock of its own.
package struct ConsoleHost: Sendable {
    /// Sends a file, tells how far it is, and ends early where it is told to halt.
    package typealias Transfer =
        @Sendable (
            TransferRequest, any APICaller, Halt,
            _ report: @escaping @Sendable (TransferProgress) -> Void
        ) async throws(APIError) -> LocalizedText

    package var editor: DocumentEditor
    /// Writes down what was changed; false where it cannot.
    package var audit: @Sendable (ActivityEntry) -> Bool
    /// The size of a file that is to be sent, in bytes.
    package var fileSize: @Sendable (String) throws(APIError) -> Int
    package var transfer: Transfer
    /// Writes a file that is not there yet; answers its bytes.
    package var write: @Sendable (_ path: String, _ text: String) throws(APIError) -> Int
    /// Keeps what the console should know at its next start.
    package var savePreferences: @Sendable (Preferences) -> Void
    /// Keeps the last known state, for the first picture of the next start.
    package var keep: @Sendable (Data) -> Void
    /// Every request to the service, after it has ended.
    package var requests: AsyncStream<RequestEntry>
    package var now: @Sendable () -> Date

    package init(
        editor: DocumentEditor,
        audit: @escaping @Sendable (ActivityEntry) -> Bool,
        fileSize: @escaping @Sendable (String) throws(APIError) -> Int,
        transfer: @escaping Transfer,
        write: @escaping @Sendable (_ path: String, _ text: String) throws(APIError) -> Int,
        savePreferences: @escaping @Sendable (Preferences) -> Void,
        keep: @escaping @Sendable (Data) -> Void,
        requests: AsyncStream<RequestEntry>,
        now: @escaping @Sendable () -> Date
    ) {
        self.editor = editor
        self.audit = audit
        self.fileSize = fileSize
        self.transfer = transfer
        self.write = write
        self.savePreferences = savePreferences
        self.keep = keep
        self.requests = requests
        self.now = now
    }
}
