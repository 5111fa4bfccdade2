import PipelineAPI

package import struct FoundationEssentials.Date

/// The date format of HTTP headers: `Tue, 15 Nov 2016 08:12:31 GMT`.
package enum HTTPDate {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    package static func text(of date: Date) -> String {
        let time = CivilTime(date, in: .utc)
        let clock = [time.hour, time.minute, time.second].map(two).joined(separator: ":")
        return "\(weekdays[time.weekday]), \(two(time.day)) \(months[time.month - 1]) "
            + "\(time.year) \(clock) GMT"
    }

    /// Reads the one format that clients of this API send; `nil` for any other text.
    package static func date(from text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
            (1...31).contains(day), (1970...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        let date = CivilTime(
            year: year,
            month: month + 1,
            day: day,
            hour: clock[0],
            minute: clock[1],
            second: clock[2]
        ).date(in: .utc)
        // A text that is not formatted back the same has a wrong weekday, a missing zero, or an impossible day.
        return date.flatMap { self.text(of: $0) == text ? $0 : nil }
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
