import FoundationEssentials
import PipelineAPI
import Testing

@Suite struct ScheduleTests {
    private func schedule(_ line: String) throws -> JobSchedule {
        try JobSchedule(
            JobScheduler(type: .crontab, spec: JobScheduler.Spec(crontab: line))
        )
    }

    private func date(_ text: String) throws -> Date {
        try #require(Timestamp.parse(text))
    }

    @Test(arguments: [
        ("0 * * * *", "2026-01-31T23:30:00Z", "2026-02-01T00:00:00Z"),
        ("*/15 8-9 * * mon-fri", "2026-11-20T09:45:00Z", "2026-11-23T08:00:00Z"),
        ("30 0 0/6 * * ?", "2026-11-21T06:00:30Z", "2026-11-21T12:00:30Z"),
        ("0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z"),
    ])
    func `a line's next time follows the calendar`(
        _ line: String,
        _ after: String,
        _ expected: String
    ) throws {
        let next = try schedule(line).next(after: date(after), in: .utc)
        #expect(try next == date(expected))
    }

    @Test func `a line for a day no calendar has is never due`() throws {
        let next = try schedule("0 0 30 2 *").next(after: date("2026-01-01T00:00:00Z"), in: .utc)
        #expect(next == nil)
    }

    @Test func `a line is read in the zone's clock`() throws {
        let zone = LocalZone.fixed(seconds: 8 * 3600)
        let next = try schedule("0 0 * * *").next(after: date("2026-01-01T00:00:00Z"), in: zone)
        #expect(try next == date("2026-01-01T16:00:00Z"))
    }

    @Test func `the previous times end before the moment asked for`() throws {
        let times = try schedule("0 * * * *")
            .previous(2, before: date("2026-01-01T02:00:00Z"), in: .utc)
        #expect(try times == [date("2026-01-01T00:00:00Z"), date("2026-01-01T01:00:00Z")])
    }

    @Test(arguments: ["", "* * * *", "60 * * * *", "*/0 * * * *", "5-1 * * * *", "x * * * *"])
    func `a line that cannot be read is refused`(_ line: String) {
        let error = #expect(throws: APIError.self) { try schedule(line) }
        #expect(error?.code == .invalidBatchSpec)
    }

    @Test(arguments: [
        ("0 * * * *", "at minute 0 of every hour"), ("30 2 * * *", "at 02:30"),
        ("*/15 * * * *", "every 15 minutes of every hour"),
        ("*/25 * * * *", "at minute 0, 25 and 50 of every hour"),
        ("0 0 1-31 * 1", "at 00:00"), ("0 0 15 * 0-6", "at 00:00"),
        ("0 0 * * 7", "at 00:00, on Sunday"),
        ("0 0 * * 5-7", "at 00:00, on Friday to Sunday"),
        ("0 0 * * 0-1,3,6", "at 00:00, on Wednesday and Saturday to Monday"),
        ("0 0 * * 6,7", "at 00:00, on Sunday and Saturday"),
        ("0 9 * * mon-fri", "at 09:00, on Monday to Friday"),
        ("0 0 * * 1/2", "at 00:00, on Monday, Wednesday and Friday"),
        ("0 0 */2 * 3", "at 00:00, on every 2 days from day 1 of the month or Wednesday"),
        ("0 0 1,15 1-3 ?", "at 00:00, on day 1 and 15, in month 1 to 3"),
    ])
    func `a schedule is told in words`(_ line: String, _ words: String) throws {
        #expect(try schedule(line).inWords == words)
    }

    /// The days of the first week of 2026, which begins on a Thursday.
    @Test(arguments: [
        ("0 0 * * 1/2", [2, 5, 7]), ("0 0 * * 2/5", [6]), ("0 0 * * 7", [4]),
        ("0 0 * * 5-7", [2, 3, 4]), ("0 0 * * 1-7", [1, 2, 3, 4, 5, 6, 7]),
        ("0 0 * * mon-sun", [1, 2, 3, 4, 5, 6, 7]), ("0 0 * * sat-sun", [3, 4]),
        ("0 0 * * 7/2", [4]), ("0 0 * * */2", [1, 3, 4, 6]), ("0 0 * * 0/3", [3, 4, 7]),
    ])
    func `a weekday's step ends with the week`(_ line: String, _ days: [Int]) throws {
        var time = try date("2025-12-31T23:59:59Z")
        let end = try date("2026-01-07T23:59:59Z")
        var found: [Int] = []
        while let next = try schedule(line).next(after: time, in: .utc), next < end {
            found.append(CivilTime(next, in: .utc).day)
            time = next
        }
        #expect(found == days)
    }

    @Test func `the refusal of a field names what it may have`() {
        let wrapped = #expect(throws: APIError.self) { try schedule("0 0 * * fri-mon") }
        #expect(wrapped?.message.contains("names from sun to sat") == true)
        let zoned = #expect(throws: APIError.self) { try schedule("CRON_TZ=UTC 0 5 * * *") }
        #expect(zoned?.message.contains("leave 'CRON_TZ=UTC' out") == true)
    }

    @Test(arguments: [
        ("* * * * *", "每分钟"), ("*/5 * * * *", "每5分钟"), ("0 * * * *", "每小时第0分"),
        ("30 2 * * *", "每天 02:30"), ("0 9 * * mon-fri", "周一至周五 09:00"),
        ("0 0 1 * *", "每月1日 00:00"), ("0 0 1,15 1-3 ?", "1至3月1、15日 00:00"),
        ("15 8-10,20 * * *", "每天 8至10、20时第15分"), ("30 0 0/6 * * ?", "每6小时第0分第30秒"),
        ("0 0 * * 0,6", "周日、周六 00:00"), ("0 0 * * 5-7", "周五至周日 00:00"), ("0 0 * * 7", "周日 00:00"),
        ("0 0 1-31 * 1", "每天 00:00"), ("*/25 * * * *", "每小时第0、25、50分"),
    ])
    func `a schedule is told in Chinese`(_ line: String, _ words: String) throws {
        #expect(try schedule(line).inChinese == words)
    }

    @Test(arguments: [
        (nil, "continuously", "持续运行"), ("0", "continuously", "持续运行"),
        ("5m", "every 5m", "每隔5分钟"), ("1h", "every 1h", "每隔1小时"),
    ])
    func `a loop is told in words`(_ loop: String?, _ words: String, _ chinese: String) throws {
        let schedule = try JobSchedule(
            JobScheduler(type: .loop, spec: JobScheduler.Spec(loop: loop))
        )
        #expect(schedule.inWords == words)
        #expect(schedule.inChinese == chinese)
    }

    @Test(arguments: ["5", "5s", "-5m", "m", "+5m", "5 m", "1.5h"])
    func `a loop that cannot be read is refused`(_ loop: String) {
        let error = #expect(throws: APIError.self) {
            try JobSchedule(JobScheduler(type: .loop, spec: JobScheduler.Spec(loop: loop)))
        }
        #expect(error?.code == .invalidBatchSpec)
    }
}

@Suite struct VariableScopeTests {
    private let scope = VariableScope(
        user: [
            Variable(name: "ago", type: .time, value: "$(now) - 5h", format: "yyyy-MM-dd HH"),
            Variable(name: "city", type: .string, value: "Rome"),
        ],
        parameters: ["city": "Oslo"],
        batchTime: Date(timeIntervalSince1970: 0),
        zone: .utc
    )

    @Test func `variables are filled in at the batch time and parameters win`() throws {
        #expect(
            try scope.fill("$(ago) $(city) $(date) $(1)") == "1969-12-31 19 Oslo 1970-01-01 $(1)"
        )
    }

    @Test func `an undefined variable is refused by name`() {
        let error = #expect(throws: APIError.self) { try scope.fill("$(nope)") }
        #expect(error?.code == .undefinedVariable)
        #expect(error?.message.contains("'nope'") == true)
    }
}
