/// The status of a run, and the actions that the API allows in it.
///
/// A run goes `Ready → Running → Successful | Failed | Canceled`; a rerun passes through
/// `Restarting`, a stop through `Cancelling`. The tables of batch stop and rerun in the batch document
/// are ``stopRefusal`` and ``rerunRefusal``.
package struct RunStatus: OpenText {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let ready = RunStatus(rawValue: "Ready")
    package static let running = RunStatus(rawValue: "Running")
    package static let successful = RunStatus(rawValue: "Successful")
    package static let failed = RunStatus(rawValue: "Failed")
    package static let canceled = RunStatus(rawValue: "Canceled")
    package static let restarting = RunStatus(rawValue: "Restarting")
    package static let cancelling = RunStatus(rawValue: "Cancelling")

    package static let known: [RunStatus] = [
        .ready, .running, .successful, .failed, .canceled, .restarting, .cancelling,
    ]

    /// Whether the run has ended and only a rerun changes it.
    package var isFinal: Bool { [.successful, .failed, .canceled].contains(self) }

    /// Whether the status will change by itself.
    package var isActive: Bool { isKnown && !isFinal }

    /// The reason why a run in this status cannot be stopped; `nil` if it can.
    package var stopRefusal: String? {
        switch self {
        case .running: nil
        case .ready: "the run is Ready: it can be stopped once it is Running"
        case .restarting, .cancelling: "the run is \(self): wait for the transition to end"
        case .successful, .failed, .canceled: "the run is \(self): it has ended already"
        default: "the run's status '\(self)' is unknown to this version"
        }
    }

    /// The reason why a run in this status cannot be rerun; `nil` if it can.
    package var rerunRefusal: String? {
        switch self {
        case .successful, .failed, .canceled: nil
        case .running: "the run is Running: stop it first"
        case .ready: "the run is Ready: it has not run yet"
        case .restarting, .cancelling: "the run is \(self): wait for the transition to end"
        default: "the run's status '\(self)' is unknown to this version"
        }
    }
}
