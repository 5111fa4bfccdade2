import FoundationEssentials
import PipelineAPI

/// Times of the API as the screen writes them, in the local zone.
enum TimeText {
    /// `17:00`, or the day where it is not today's; for a narrow column.
    static func clock(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        let civil = CivilTime(date, in: context.zone)
        let today = CivilTime(context.now, in: context.zone)
        return civil.isSameDay(as: today)
            ? "\(two(civil.hour)):\(two(civil.minute))" : "\(two(civil.month))-\(two(civil.day))"
    }

    /// `17:00:03`, or how long ago where relative times are shown.
    static func second(_ time: Timestamp, in context: RenderContext) -> String {
        guard let date = time.date else { return time.text }
        if context.times == .relative {
            return context.localizer(DurationText.age(of: date, at: context.now))
        }
        let civil = CivilTime(date, in: context.zone)
        return "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    }

    /// `11-20 17:00`: a batch time, which may be days away.
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
        let civil = CivilTime(date, in: context.zone)
        return "\(civil.year)-\(two(civil.month))-\(two(civil.day)) "
            + "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
