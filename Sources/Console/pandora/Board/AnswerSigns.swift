import FoundationEssentials
import PipelineClient
import Synchronization

/// What the latest answer of a service says besides its body: how long it took, the service's time and zone.
final class AnswerSigns: Sendable {
    private struct State {
        var isAnswered = false
        var milliseconds = 0
        var clock: Double?
        var zone: String?
    }

    private let state = Mutex(State())

    /// Whether an answer came, of whatever kind.
    var isAnswered: Bool { state.withLock(\.isAnswered) }
    var milliseconds: Int { state.withLock(\.milliseconds) }
    /// Seconds by which the service's clock is ahead.
    var clock: Double? { state.withLock(\.clock) }
    var zone: String? { state.withLock(\.zone) }

    func note(_ record: RequestRecord, at now: Date) {
        state.withLock { state in
            state.isAnswered = state.isAnswered || record.status != nil
            state.milliseconds = max(1, Int(record.duration / .milliseconds(1)))
            state.clock = record.serviceTime?.timeIntervalSince(now) ?? state.clock
            state.zone = record.scheduleZone ?? state.zone
        }
    }
}
