import FoundationEssentials
import PipelineAPI

/// Formats times of the API in the local zone.
enum TimeText {
    /// Returns `17:00`, or the date if it is not today; for a narrow column.
    static func clock(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        let civil = CivilTime(date, in: context.zone)
        let today = CivilTime(context.now, in: context.zone)
        return civil.isSameDay(as: today)
            ? "\(two(civil.hour)):\(two(civil.minute))" : "\(two(civil.month))-\(two(civil.day))"
    }

    /// Returns `17:00:03`, or the age if relative times are shown.
    static func second(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        if context.times == .relative {
            return context.localizer(DurationText.age(of: date, at: context.now))
        }
        let civil = CivilTime(date, in: context.zone)
        return "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    }

    /// Returns `11-20 17:00`, for a batch time.
    static func moment(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        if context.times == .relative {
            return context.localizer(DurationText.age(of: date, at: context.now))
        }
        let civil = CivilTime(date, in: context.zone)
        return "\(two(civil.month))-\(two(civil.day)) \(two(civil.hour)):\(two(civil.minute))"
    }

    /// `2026-11-20 17:00:03`.
    static func full(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        return full(date, in: context)
    }

    static func full(_ date: Date, in context: RenderContext) -> String {
        full(date, in: context.zone)
    }

    static func full(_ date: Date, in zone: LocalZone) -> String {
        let civil = CivilTime(date, in: zone)
        return "\(civil.year)-\(two(civil.month))-\(two(civil.day)) "
            + "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    }

    /// Returns `2026-11-20 17:00`, for a text that is read later.
    static func minute(_ date: Date, in context: RenderContext) -> String {
        String(full(date, in: context).dropLast(3))
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
