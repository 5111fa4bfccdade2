import FoundationEssentials
import PipelineAPI
import Synchronization

/// The header field with the zone of schedules, which is computed anew once a day.
final class ScheduleZoneField: Sendable {
    private let zone: LocalZone
    private let latest = Mutex<(day: Int, text: String)?>(nil)

    init(_ zone: LocalZone) {
        self.zone = zone
    }

    /// Returns the field's value; it is up to a day old, which an announcement of 400 days allows.
    func text(at date: Date) -> String {
        let day = Int(date.timeIntervalSince1970) / 86_400
        return latest.withLock { latest in
            if let latest, latest.day == day { return latest.text }
            let text = zone.announcement(at: date)
            latest = (day, text)
            return text
        }
    }
}
