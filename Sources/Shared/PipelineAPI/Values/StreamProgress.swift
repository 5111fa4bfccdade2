/// How far a transform or an export has come: an addition of the local service's, absent elsewhere.
///
/// The API has no call for it; its clients ignore members they do not know.
package struct StreamProgress: Codable, Equatable, Sendable {
    /// Points read so far.
    package var processed: Int
    /// Points that have arrived and were not read yet.
    package var behind: Int
    /// Why the last attempt failed; absent where it did not.
    package var lastError: String?
    /// When points were last read.
    package var lastTime: Timestamp?

    package init(
        processed: Int,
        behind: Int,
        lastError: String? = nil,
        lastTime: Timestamp? = nil
    ) {
        self.processed = processed
        self.behind = behind
        self.lastError = lastError
        self.lastTime = lastTime
    }
}
