extension CronSpec {
    /// Returns the line in words: `at minute 0 of every hour`.
    var inWords: String {
        ([timeInWords] + dayInWords).joined(separator: ", ")
    }

    /// Whether the days of the month decide: not where every weekday suffices already.
    var limitsDays: Bool { !day.isAny && !day.isFull && (weekday.isAny || !weekday.isFull) }

    /// Whether the weekdays decide: not where every day of the month suffices already.
    var limitsWeekdays: Bool { !weekday.isAny && !weekday.isFull && (day.isAny || !day.isFull) }

    /// Returns the weekdays from Sunday on as ranges without gaps, 7 being 0; three days or more over Saturday are one
    /// range, which ends beyond 6.
    static func weekdayRuns(_ field: CronField) -> [ClosedRange<Int>] {
        let runs = field.runs.compactMap { run in
            run == 7...7 ? nil : run.lowerBound...min(run.upperBound, 6)
        }
        guard runs.count > 1, let first = runs.first, let last = runs.last,
            first.lowerBound == 0, last.upperBound == 6, first.count + last.count > 2
        else { return runs }
        return runs.dropFirst().dropLast() + [last.lowerBound...(first.upperBound + 7)]
    }

    private var timeInWords: String {
        let tail = second.only == 0 ? "" : secondInWords + " of "
        if let hour = hour.only, let minute = minute.only, let second = second.only {
            let clock = second == 0 ? [hour, minute] : [hour, minute, second]
            return "at " + clock.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        }
        let minutes = CronSpec.words(minute, "minute")
        if minute.isFull, hour.isFull { return tail + "every minute" }
        let at = tail.isEmpty && minute.evenStep == nil && !minute.isFull ? "at " : ""
        return tail + at + minutes + " of " + CronSpec.words(hour, "hour")
    }

    private var secondInWords: String { CronSpec.words(second, "second") }

    private var dayInWords: [String] {
        let days = limitsDays ? CronSpec.dayWords(day) : nil
        let weekdays = limitsWeekdays ? CronSpec.weekdayWords(weekday) : nil
        let both = [days, weekdays].compactMap(\.self).joined(separator: " or ")
        let months = month.isFull ? nil : "month " + CronSpec.list(month.runs.map(CronSpec.numbers))
        return [both.isEmpty ? nil : "on " + both, months.map { "in " + $0 }].compactMap(\.self)
    }

    private static func words(_ field: CronField, _ noun: String) -> String {
        if field.isFull { return "every \(noun)" }
        if let step = field.evenStep { return "every \(step) \(noun)s" }
        return "\(noun) \(list(field.runs.map(numbers)))"
    }

    private static func dayWords(_ field: CronField) -> String {
        let parts = field.text.split(separator: "/")
        if parts.count == 2, parts[0] == "*" {
            return "every \(parts[1]) days from day 1 of the month"
        }
        return "day " + list(field.runs.map(numbers))
    }

    private static func weekdayWords(_ field: CronField) -> String {
        let names = [
            "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        ]
        return list(
            weekdayRuns(field).map { run in
                let ends = run.count > 1 ? [run.lowerBound, run.upperBound] : [run.lowerBound]
                return ends.map { names[$0 % 7] }.joined(separator: " to ")
            }
        )
    }

    private static func numbers(_ run: ClosedRange<Int>) -> String {
        run.count > 1 ? "\(run.lowerBound) to \(run.upperBound)" : "\(run.lowerBound)"
    }

    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
