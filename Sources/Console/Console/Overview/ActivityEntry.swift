package import PipelineAPI

package import struct FoundationEssentials.Date

/// A change that was made from this console, or was refused: a line of the audit file and of *Activity*.
package struct ActivityEntry: Codable, Equatable, Sendable {
    package let time: Timestamp
    package let profile: String
    package let endpoint: String
    /// `Rerun run 7 of 'daily_uv'`.
    package let what: String
    /// The service's message, with the error code if it refused.
    package let outcome: String
    package let isRefused: Bool
    package let requestID: String?

    package init(
        _ what: String,
        _ result: Result<String, APIError>,
        by identity: Identity,
        at now: Date
    ) {
        time = Timestamp(now)
        profile = identity.profile
        endpoint = identity.endpoint
        self.what = what
        switch result {
        case .success(let text):
            outcome = text
            isRefused = false
            requestID = nil
        case .failure(let error):
            outcome = "\(error.code): \(error.message)"
            isRefused = true
            requestID = error.requestID
        }
    }
}

extension ConsoleState {
    /// Records a change for *Activity* and for the audit file.
    mutating func record(_ what: String, _ result: Result<LocalizedText, APIError>) -> ConsoleEffect
    {
        let entry = ActivityEntry(what, result.map(\.english), by: identity, at: now)
        changes.record(entry)
        return .audit(entry)
    }
}
