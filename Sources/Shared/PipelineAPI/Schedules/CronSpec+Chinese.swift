extension CronSpec {
    /// Returns the line in Chinese: `每小时第0分`, `每天 02:30`, `周一至周五 09:00`.
    var inChinese: String {
        let clock = clockInChinese
        let days = daysInChinese
        if days.isEmpty { return clock.isTimeOfDay ? "每天 \(clock.text)" : clock.text }
        return "\(days) \(clock.text)"
    }

    private var clockInChinese: (text: String, isTimeOfDay: Bool) {
        if let hour = hour.only, let minute = minute.only, let second = second.only {
            let parts = second == 0 ? [hour, minute] : [hour, minute, second]
            return (parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":"), true)
        }
        let seconds = second.only == 0 ? "" : CronSpec.chinese(second, every: "秒", one: "秒")
        let minutes = CronSpec.chinese(minute, every: "分钟", one: "分")
        if hour.isFull, !minutes.hasPrefix("第") { return (minutes + seconds, false) }
        let hours = CronSpec.chinese(hour, every: "小时", one: "时")
        let isNamed = hours.hasPrefix("第")
        return ((isNamed ? String(hours.dropFirst()) : hours) + minutes + seconds, isNamed)
    }

    private var daysInChinese: String {
        var parts: [String] = []
        if limitsDays { parts.append(CronSpec.chineseDays(day)) }
        if limitsWeekdays { parts.append(CronSpec.chineseWeekdays(weekday)) }
        let days = parts.joined(separator: "或")
        if month.isFull { return days }
        let months = CronSpec.numbers(month).joined(separator: "、") + "月"
        guard !days.isEmpty else { return months + "每天" }
        return months + (days.hasPrefix("每月") ? String(days.dropFirst(2)) : days)
    }

    private static func chineseDays(_ field: CronField) -> String {
        "每月" + numbers(field).joined(separator: "、") + "日"
    }

    private static func chineseWeekdays(_ field: CronField) -> String {
        let names = ["日", "一", "二", "三", "四", "五", "六"]
        return weekdayRuns(field)
            .map { run in
                let ends = run.count > 1 ? [run.lowerBound, run.upperBound] : [run.lowerBound]
                return ends.map { "周" + names[$0 % 7] }.joined(separator: "至")
            }
            .joined(separator: "、")
    }

    private static func chinese(_ field: CronField, every: String, one: String) -> String {
        if field.isFull { return "每\(every)" }
        if let step = field.evenStep { return "每\(step)\(every)" }
        return "第" + numbers(field).joined(separator: "、") + one
    }

    private static func numbers(_ field: CronField) -> [String] {
        field.runs.map { run in
            run.count > 1 ? "\(run.lowerBound)至\(run.upperBound)" : "\(run.lowerBound)"
        }
    }
}
