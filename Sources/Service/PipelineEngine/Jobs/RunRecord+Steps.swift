import PipelineAPI

import struct FoundationEssentials.Date

/// The transitions of a run's status, each returned as the record after it.
extension RunRecord {
    func started(at now: Date) -> RunRecord {
        var next = self
        next.status = .running
        next.startTime = now
        next.endTime = nil
        next.message = ""
        next.child = nil
        return next
    }

    func ended(_ status: RunStatus, _ message: String, at now: Date) -> RunRecord {
        var next = self
        next.status = status
        next.endTime = now
        next.message = message
        next.child = nil
        return next
    }

    func restarting() -> RunRecord {
        var next = self
        next.status = .restarting
        next.startTime = nil
        next.endTime = nil
        next.message = ""
        next.rerunCount += 1
        return next
    }

    /// Returns how a run that was unfinished when the service started ends; `nil` if it still waits.
    func recovered(at now: Date) -> RunRecord? {
        switch status {
        case .ready: nil
        case .cancelling: ended(.canceled, "canceled by request", at: now)
        default: ended(.failed, "service restarted while the run was running", at: now)
        }
    }
}
