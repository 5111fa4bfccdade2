package import struct FoundationEssentials.Date

/// A local date and time in the Gregorian calendar, to the second.
package struct CivilTime: Equatable, Sendable {
    package var year: Int
    /// From 1.
    package var month: Int
    /// From 1.
    package var day: Int
    package var hour: Int
    package var minute: Int
    package var second: Int

    package init(
        year: Int,
        month: Int,
        day: Int,
        hour: Int = 0,
        minute: Int = 0,
        second: Int = 0
    ) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    package init(_ date: Date, in zone: LocalZone) {
        let local = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(at: date)
        let days = local.floorDivided(by: 86_400)
        let rest = local - days * 86_400
        self.init(dayNumber: days)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }

    /// Creates midnight of the day that is this many days after 1970-01-01.
    init(dayNumber: Int) {
        // Years are counted from March, in eras of 400 years, so that a leap day ends its year.
        let shifted = dayNumber + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    package func isSameDay(as other: CivilTime) -> Bool {
        year == other.year && month == other.month && day == other.day
    }

    /// Returns the earliest moment at which clocks show this time; `nil` if they skip it.
    package func date(in zone: LocalZone) -> Date? {
        guard isOnCalendar else { return nil }
        // No offset changes by more than a day, so only the offsets a day before and after are possible.
        let offsets = [-86_400, 86_400].map { distance in
            zone.secondsFromGMT(at: Date(timeIntervalSince1970: Double(asIfGMT + distance)))
        }
        return
            offsets
            .filter { zone.secondsFromGMT(at: date(offset: $0)) == $0 }
            .map(date(offset:))
            .min()
    }

    /// Returns the moment of this time at a fixed offset from GMT.
    func date(offset seconds: Int) -> Date {
        Date(timeIntervalSince1970: Double(asIfGMT - seconds))
    }

    private var isOnCalendar: Bool {
        (1...12).contains(month) && day >= 1
            && day <= CivilTime.days(inMonth: month, of: year)
            && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
    }

    /// Seconds since 1970 if this were GMT.
    private var asIfGMT: Int {
        dayNumber * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// Days since 1970-01-01, negative before it.
    var dayNumber: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.floorDivided(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// From 0, Sunday.
    package var weekday: Int {
        let number = (dayNumber + 4) % 7
        return number < 0 ? number + 7 : number
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
