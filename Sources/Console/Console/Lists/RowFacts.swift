package import struct FoundationEssentials.Date

/// What filter terms ask of an item: `status:failed`, `dur>10m`, `since:2h`.
package struct RowFacts: Equatable, Sendable {
    /// A status word, such as `Failed`.
    package var status: String?
    /// Seconds; of what runs still, until now is not known here.
    package var duration: Int?
    /// When it began.
    package var began: Date?

    package init(status: String? = nil, duration: Int? = nil, began: Date? = nil) {
        self.status = status
        self.duration = duration
        self.began = began
    }
}
