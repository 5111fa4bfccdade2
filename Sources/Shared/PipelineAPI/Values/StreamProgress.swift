/// The progress of a transform or an export: an addition of the local service, absent elsewhere.
///
/// The API has no call for it; its clients ignore unknown members.
package struct StreamProgress: Codable, Equatable, Sendable {
    /// The number of points that were read.
    package var processed: Int
    /// The number of points that have arrived and were not read yet.
    package var behind: Int
    /// The error of the last attempt; `nil` if it succeeded.
    package var lastError: String?
    /// The time points were last read.
    package var lastTime: Timestamp?
    /// The time of the last attempt that succeeded.
    package var successTime: Timestamp?

    package init(
        processed: Int,
        behind: Int,
        lastError: String? = nil,
        lastTime: Timestamp? = nil,
        successTime: Timestamp? = nil
    ) {
        self.processed = processed
        self.behind = behind
        self.lastError = lastError
        self.lastTime = lastTime
        self.successTime = successTime
    }
}
