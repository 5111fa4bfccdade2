import FoundationEssentials
import PipelineAPI
import Testing

/// Due times where clocks are set, in both hemispheres, on leap days and beyond 2038.
@Suite struct ScheduleZoneTests {
    private static func date(_ text: String) -> Date {
        Timestamp(text: text).date ?? .distantPast
    }

    /// A place with the moments at which its clocks are set, to minutes ahead of GMT.
    struct Place: Sendable, CustomStringConvertible {
        let name: String
        let first: Int
        let changes: [(at: String, to: Int)]

        var description: String { name }

        var zone: LocalZone {
            .changing(
                first: first * 60,
                changes.map { LocalZone.Change(at: date($0.at), to: $0.to * 60) }
            )
        }
    }

    private static let places = [
        Place(
            name: "Berlin",
            first: 60,
            changes: [("2027-03-28T01:00:00Z", 120), ("2027-10-31T01:00:00Z", 60)]
        ),
        Place(
            name: "New York",
            first: -300,
            changes: [("2027-03-14T07:00:00Z", -240), ("2027-11-07T06:00:00Z", -300)]
        ),
        Place(
            name: "Sydney",
            first: 660,
            changes: [("2027-04-03T16:00:00Z", 600), ("2027-10-02T16:00:00Z", 660)]
        ),
        Place(
            name: "Lord Howe",
            first: 660,
            changes: [("2027-04-03T15:00:00Z", 630), ("2027-10-02T15:30:00Z", 660)]
        ),
        // Clocks skipped a whole day there once.
        Place(name: "Apia", first: -600, changes: [("2011-12-30T10:00:00Z", 840)]),
        Place(name: "Kolkata", first: 330, changes: []),
    ]

    private static let lines = [
        "0 9 * * *", "30 2 * * *", "15 2 * * *", "0 0 * * *", "45 1,2,3 * * *", "59 23 * * 6",
        "*/20 3-4 * * *",
        "*/20 2-3 * * *", "20,40 2 * * *", "10,50 1-2 * * *",
    ]

    private func schedule(_ line: String) throws -> JobSchedule {
        try JobSchedule(JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: line)))
    }

    /// Around every change: each minute that shows a time for the first time, and what a gap moves behind itself.
    @Test(arguments: places, lines)
    func `due are the minutes that show the time first, and what a gap leaves out behind it`(
        _ place: Place,
        _ line: String
    ) throws {
        let schedule = try schedule(line)
        let zone = place.zone
        let day = 86_400.0
        for change in place.changes.map({ Self.date($0.at) }) + [Self.date("2028-02-29T12:00:00Z")]
        {
            let start = change.addingTimeInterval(-2 * day)
            let end = change.addingTimeInterval(3 * day)
            var due: [Date] = []
            while let next = schedule.next(after: due.last ?? start, in: zone), next < end {
                due.append(next)
            }
            let wanted = try minutes(from: start, to: end, line, in: zone)
            #expect(due.map { Timestamp($0).text } == wanted.map { Timestamp($0).text })
        }
    }

    /// Walks minute by minute instead of computing dates, as a clock on the wall would be read.
    private func minutes(
        from start: Date,
        to end: Date,
        _ line: String,
        in zone: LocalZone
    ) throws -> [Date] {
        let schedule = try schedule(line)
        var shown: Set<[Int]> = []
        var due: Set<Date> = []
        var moment = start.addingTimeInterval(-2 * 86_400)
        while moment < end.addingTimeInterval(2 * 86_400) {
            let offset = zone.secondsFromGMT(at: moment)
            let before = zone.secondsFromGMT(at: moment.addingTimeInterval(-60))
            // The clock jumped over these minutes: each is as if it were not yet set.
            for skipped in stride(from: 0, to: max(0, offset - before), by: 60) {
                let old = moment.addingTimeInterval(Double(skipped))
                let isNamed = schedule.names(old, in: .fixed(seconds: before)) == true
                if isNamed, shown.insert(reading(old, .fixed(seconds: before))).inserted {
                    due.insert(old)
                }
            }
            let isNamed = schedule.names(moment, in: zone) == true
            if shown.insert(reading(moment, zone)).inserted, isNamed { due.insert(moment) }
            moment += 60
        }
        return due.filter { $0 > start && $0 < end }.sorted()
    }

    private func reading(_ date: Date, _ zone: LocalZone) -> [Int] {
        let time = CivilTime(date, in: zone)
        return [time.year, time.month, time.day, time.hour, time.minute]
    }

    @Test func `a leap day comes in the years that have one, and not in 2100`() throws {
        let leap = try schedule("0 12 29 2 *")
        let next = leap.nextTimes(2, after: Self.date("2026-11-27T00:00:00Z"), in: .utc)
        #expect(next.map { Timestamp($0).text.prefix(10) } == ["2028-02-29", "2032-02-29"])
        let century = leap.next(after: Self.date("2096-03-01T00:00:00Z"), in: .beijing)
        #expect(century.map { Timestamp($0).text } == "2104-02-29T04:00:00.000Z")
        let last = try schedule("0 0 28-31 * *")
        let days = last.nextTimes(3, after: Self.date("2028-02-27T12:00:00Z"), in: .utc)
        #expect(
            days.map { Timestamp($0).text.prefix(10) } == [
                "2028-02-28", "2028-02-29", "2028-03-28",
            ]
        )
    }

    @Test(arguments: [
        "2038-01-19T03:14:07Z", "2106-02-07T06:28:15Z", "1999-12-31T23:59:59Z",
        "1969-12-31T23:59:59Z",
        "9990-12-31T23:59:59Z",
    ])
    func `no second is the last one a schedule knows`(_ moment: String) throws {
        let daily = try schedule("0 9 * * *")
        for zone in [LocalZone.utc, .beijing, .fixed(seconds: -18_000), .system] {
            let times = daily.nextTimes(3, after: Self.date(moment), in: zone)
            let days = zip(times, times.dropFirst()).map { $1.timeIntervalSince($0) }
            #expect(days.allSatisfy { (82_800...90_000).contains($0) }, "\(moment) \(times)")
            #expect(times.allSatisfy { CivilTime($0, in: zone).hour == 9 })
            #expect(times[0].timeIntervalSince(Self.date(moment)) <= 86_400)
        }
    }

    /// Every day of 800 years has a number, and the number its day again.
    @Test func `days follow each other without a gap`() throws {
        var last = CivilTime(year: 1899, month: 12, day: 31)
        for offset in 0..<(800 * 365) {
            let date = Self.date("1900-01-01T00:00:00Z").addingTimeInterval(Double(offset) * 86_400)
            let day = CivilTime(date, in: .utc)
            let isNext =
                day.day == last.day + 1 && day.month == last.month
                || day.day == 1 && (day.month == last.month + 1 || day.year == last.year + 1)
            #expect(isNext, "\(day)")
            #expect(day.date(in: .utc) == date)
            last = day
        }
    }
}
