package import struct FoundationEssentials.Date

/// A crontab line of five fields, or of six with the seconds first.
///
/// Day of month and day of week are both met where both are given, unless one of them is `*`: then the
/// other decides, as in cron. Sunday is 0 or 7.
package struct CronSpec: Equatable, Sendable, CustomStringConvertible {
    package let description: String
    let seconds: CronField
    let minutes: CronField
    let hours: CronField
    let days: CronField
    let months: CronField
    let weekdays: CronField

    /// - Throws: `E18614` where the text is no crontab line.
    package init(_ text: String) throws(APIError) {
        let fields = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let six = fields.count == 5 ? ["0"] + fields : fields
        guard six.count == 6,
            let seconds = CronField(six[0], in: 0...59),
            let minutes = CronField(six[1], in: 0...59),
            let hours = CronField(six[2], in: 0...23),
            let days = CronField(six[3], in: 1...31),
            let months = CronField(six[4], in: 1...12, names: CronSpec.monthNames),
            let weekdays = CronField(six[5], in: 0...7, names: CronSpec.dayNames)
        else {
            throw APIError(
                .invalidBatchSpec,
                "'\(text)' is not a crontab line: give five fields (minute, hour, day, month, "
                    + "weekday), or six with the seconds first")
        }
        description = text
        self.seconds = seconds
        self.minutes = minutes
        self.hours = hours
        self.days = days
        self.months = months
        self.weekdays = weekdays
    }

    private static let monthNames = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]
    private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

    /// The first due instant after a date; `nil` where there is none within eight years.
    package func next(after date: Date, in zone: LocalZone) -> Date? {
        var time = CivilTime(Date(timeIntervalSince1970: date.timeIntervalSince1970 + 1), in: zone)
        let lastYear = time.year + 8
        while time.year <= lastYear {
            guard let month = months.next(from: time.month) else {
                time = CivilTime(year: time.year + 1, month: 1, day: 1)
                continue
            }
            if month != time.month { time = CivilTime(year: time.year, month: month, day: 1) }
            if allowsDay(time), let found = nextWithinDay(time) {
                let due = found.date(in: zone)
                if due > date { return due }
                // A clock set back shows this time twice; go on from the second after it.
                time = CivilTime(due.addingTimeInterval(3600), in: zone)
                continue
            }
            time = CronSpec.startOfNextDay(time)
        }
        return nil
    }

    private func allowsDay(_ time: CivilTime) -> Bool {
        let weekday = time.weekday
        let meetsWeekday = weekdays.contains(weekday) || (weekday == 0 && weekdays.contains(7))
        return days.contains(time.day) && meetsWeekday
    }

    private func nextWithinDay(_ time: CivilTime) -> CivilTime? {
        var time = time
        while let hour = hours.next(from: time.hour) {
            if hour != time.hour { (time.hour, time.minute, time.second) = (hour, 0, 0) }
            while let minute = minutes.next(from: time.minute) {
                if minute != time.minute { (time.minute, time.second) = (minute, 0) }
                if let second = seconds.next(from: time.second) {
                    time.second = second
                    return time
                }
                (time.minute, time.second) = (time.minute + 1, 0)
            }
            (time.hour, time.minute, time.second) = (time.hour + 1, 0, 0)
        }
        return nil
    }

    private static func startOfNextDay(_ time: CivilTime) -> CivilTime {
        if time.day < CivilTime.daysIn(month: time.month, year: time.year) {
            return CivilTime(year: time.year, month: time.month, day: time.day + 1)
        }
        return time.month < 12
            ? CivilTime(year: time.year, month: time.month + 1, day: 1)
            : CivilTime(year: time.year + 1, month: 1, day: 1)
    }
}
