import FoundationEssentials
import PipelineAPI
import Testing

/// What a schedule does where clocks are set forward and back.
@Suite struct ScheduleClockTests {
    /// Berlin's rule in 2026: one hour ahead of GMT, two from 29 March to 25 October.
    private func berlin() throws -> LocalZone {
        .changing(
            first: 3600,
            [
                LocalZone.Change(at: try date("2026-03-29T01:00:00Z"), to: 7200),
                LocalZone.Change(at: try date("2026-10-25T01:00:00Z"), to: 3600),
            ]
        )
    }

    private func date(_ text: String) throws -> Date {
        try #require(Timestamp.parse(text))
    }

    private func times(_ line: String, after text: String, count: Int) throws -> [String] {
        let schedule = try JobSchedule(
            JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: line))
        )
        return schedule.nextTimes(count, after: try date(text), in: try berlin()).map {
            String(Timestamp($0).text.prefix(16))
        }
    }

    @Test func `a time that clocks leave out is due behind the gap, once`() throws {
        let times = try times("30 2 * * *", after: "2026-03-28T12:00:00Z", count: 2)
        #expect(times == ["2026-03-29T01:30", "2026-03-30T00:30"])
    }

    @Test func `a time that clocks show twice is due the first time only`() throws {
        let times = try times("30 2 * * *", after: "2026-10-24T12:00:00Z", count: 2)
        #expect(times == ["2026-10-25T00:30", "2026-10-26T01:30"])
    }

    @Test func `a line for every hour is due each hour, however clocks are set`() throws {
        let forward = try times("0 * * * *", after: "2026-03-28T23:30:00Z", count: 4)
        #expect(
            forward == [
                "2026-03-29T00:00", "2026-03-29T01:00", "2026-03-29T02:00", "2026-03-29T03:00",
            ]
        )
        let back = try times("0 * * * *", after: "2026-10-24T23:30:00Z", count: 4)
        #expect(
            back == [
                "2026-10-25T00:00", "2026-10-25T01:00", "2026-10-25T02:00", "2026-10-25T03:00",
            ]
        )
    }

    @Test(arguments: ["*/15 * * * *", "0 0 * * *", "15 2,3 * * 0", "0 */6 * * *", "59 1 * * *"])
    func `times only ever go forward, all year`(_ line: String) throws {
        let schedule = try JobSchedule(
            JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: line))
        )
        let zone = try berlin()
        var last = try date("2026-01-01T00:00:00Z")
        let end = try date("2027-01-01T00:00:00Z")
        while last < end {
            let next = try #require(schedule.next(after: last, in: zone))
            #expect(next > last)
            last = next
        }
    }

    @Test func `a day of the month has its clock time on both sides of a change`() throws {
        let times = try times("0 9 1 * *", after: "2026-03-01T12:00:00Z", count: 2)
        #expect(times == ["2026-04-01T07:00", "2026-05-01T07:00"])
        let winter = try self.times("0 9 1 * *", after: "2026-10-02T12:00:00Z", count: 1)
        #expect(winter == ["2026-11-01T08:00"])
    }
}
