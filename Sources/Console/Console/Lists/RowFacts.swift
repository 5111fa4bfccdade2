package import struct FoundationEssentials.Date

/// The values of an item that filter terms such as `status:failed`, `dur>10m`, `since:2h` compare.
package struct RowFacts: Equatable, Sendable {
    /// A status word, such as `Failed`.
    package var status: String?
    /// Seconds; `nil` for a run without an end.
    package var duration: Int?
    /// The start.
    package var began: Date?

    package init(status: String? = nil, duration: Int? = nil, began: Date? = nil) {
        self.status = status
        self.duration = duration
        self.began = began
    }
}
