import FoundationEssentials
import PipelineAPI
import Testing

@testable import PipelineEngine

@Suite struct DueTimesTests {
    private func times(
        _ type: SchedulerType,
        crontab: String? = nil,
        loop: String? = nil,
        last: String? = nil,
        backfill: Int = 0,
        isBusy: Bool = false,
        now: String
    ) throws -> [String] {
        let spec = JobScheduler.Spec(crontab: crontab, loop: loop)
        let due = DueTimes(
            schedule: try JobSchedule(JobScheduler(type: type, spec: spec)),
            zone: .utc,
            backfill: backfill
        )
        let dates = try due.times(
            last: last.map { try date($0) },
            since: date("00:00"),
            hasUnfinished: isBusy,
            at: date(now)
        )
        return dates.map { String(Timestamp($0).text.dropFirst(11).prefix(5)) }
    }

    private func date(_ clock: String) throws -> Date {
        try #require(Timestamp.parse("2026-01-01T\(clock):00Z"))
    }

    @Test func `a crontab job is due at its time and not before`() throws {
        #expect(try times(.crontab, crontab: "0 * * * *", last: "08:00", now: "08:59") == [])
        #expect(try times(.crontab, crontab: "0 * * * *", last: "08:00", now: "09:00") == ["09:00"])
    }

    @Test func `of the times missed only the latest is due`() throws {
        #expect(try times(.crontab, crontab: "0 * * * *", last: "03:00", now: "09:30") == ["09:00"])
        #expect(try times(.loop, loop: "1h", last: "03:10", now: "09:30") == ["09:10"])
    }

    @Test func `a job without a run gets its backfill`() throws {
        let past = try times(.crontab, crontab: "0 * * * *", backfill: 3, now: "09:30")
        #expect(past == ["07:00", "08:00", "09:00"])
        #expect(
            try times(.loop, loop: "1h", backfill: 2, now: "09:30") == ["07:30", "08:30", "09:30"]
        )
    }

    @Test func `a loop waits for the run before it`() throws {
        #expect(try times(.loop, loop: "5m", last: "08:00", isBusy: true, now: "09:00") == [])
        #expect(try times(.loop, last: "08:59", isBusy: true, now: "09:00") == [])
        #expect(try times(.loop, last: "08:59", now: "09:00") == ["09:00"])
    }

    @Test func `time makes no manual and no depend job due`() throws {
        #expect(try times(.manual, backfill: 3, now: "09:00") == [])
        #expect(try times(.depend, backfill: 3, now: "09:00") == [])
    }

    @Test(
        arguments: [
            JobScheduler(type: .crontab, spec: .init(crontab: "0 * * * *")),
            JobScheduler(type: .crontab, spec: .init(crontab: "*/7 3 * * *")),
            JobScheduler(type: .loop, spec: .init(loop: "5m")),
            JobScheduler(type: .loop, spec: .init(loop: "1h")),
            JobScheduler(type: .loop), JobScheduler(type: .manual),
        ],
        [nil, "00:30", "02:10"]
    )
    func `the moment foretold is the first at which a time is due`(
        _ scheduler: JobScheduler,
        _ last: String?
    ) throws {
        let last = try last.map { try date($0) }
        let start = try date("01:00")
        for (backfill, isBusy) in [(0, false), (2, false), (0, true)] {
            let due = DueTimes(
                schedule: try JobSchedule(scheduler),
                zone: .utc,
                backfill: backfill
            )
            for now in try (130..<330).map({ try date("00:00") + Double($0) * 60 }) {
                let (times, moment) = (
                    due.times(last: last, since: start, hasUnfinished: isBusy, at: now),
                    due.moment(last: last, since: start, hasUnfinished: isBusy, at: now)
                )
                #expect(times.isEmpty != (moment.map { $0 <= now } ?? false), "\(now)")
            }
        }
    }
}
