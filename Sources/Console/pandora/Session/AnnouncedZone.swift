import Synchronization

/// The zone of schedules that a service has announced with its latest answer.
final class AnnouncedZone: Sendable {
    private let latest = Mutex<String?>(nil)

    /// As ``LocalZone`` reads it; `nil` before an answer that announces one.
    var text: String? { latest.withLock(\.self) }

    func receive(_ text: String?) {
        guard let text else { return }
        latest.withLock { $0 = text }
    }
}
