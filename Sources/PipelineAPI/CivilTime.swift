package import struct FoundationEssentials.Date

/// A date and time as a calendar and a clock on the wall show them; Gregorian, without a zone.
package struct CivilTime: Equatable, Hashable, Sendable {
    package var year: Int
    /// 1 to 12.
    package var month: Int
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    package init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    package init(_ date: Date, in zone: LocalZone) {
        let seconds =
            Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(at: date)
        let day = CivilTime.floorDivision(seconds, 86_400)
        let rest = seconds - day * 86_400
        let (year, month, dayOfMonth) = CivilTime.date(ofDay: day)
        self.init(
            year: year, month: month, day: dayOfMonth, hour: rest / 3600, minute: rest % 3600 / 60,
            second: rest % 60)
    }

    package func isSameDay(as other: CivilTime) -> Bool {
        year == other.year && month == other.month && day == other.day
    }

    /// 0 for Sunday to 6 for Saturday, as crontab counts.
    package var weekday: Int { ((dayNumber + 4) % 7 + 7) % 7 }

    /// The instant at which the clock shows this; the earlier one where it does so twice.
    ///
    /// A time that the clock skips is answered with the instant after the gap that it would have been.
    package func date(in zone: LocalZone) -> Date {
        let seconds = dayNumber * 86_400 + hour * 3600 + minute * 60 + second
        let before = zone.secondsFromGMT(
            at: Date(timeIntervalSince1970: Double(seconds) - 86_400))
        let first = Date(timeIntervalSince1970: Double(seconds - before))
        guard CivilTime(first, in: zone) != self else { return first }
        let after = zone.secondsFromGMT(at: Date(timeIntervalSince1970: Double(seconds) + 86_400))
        let second = Date(timeIntervalSince1970: Double(seconds - after))
        return CivilTime(second, in: zone) == self ? second : first
    }

    /// Days since 1970-01-01.
    private var dayNumber: Int {
        // Counts years from March, so that the leap day is the last of its year.
        let shifted = month <= 2 ? year - 1 : year
        let era = CivilTime.floorDivision(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func date(ofDay number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = floorDivision(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    package static func daysIn(month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    private static func floorDivision(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
    }
}
