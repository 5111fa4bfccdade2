import FoundationEssentials
import PipelineAPI
import PipelineEngine
import Synchronization
import Testing

/// What the clock makes due, with a clock on the wall that the test sets.
@Suite struct JobRunnerScheduleTests {
    private final class WallClock: Sendable {
        private struct Kept {
            var now = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01, midnight
            var sleeps = 0
        }

        private let kept = Mutex(Kept())

        var now: Date { kept.withLock { $0.now } }

        func advance(by seconds: Double) { kept.withLock { $0.now += seconds } }

        func noteSleep() { kept.withLock { $0.sleeps += 1 } }

        /// Waits until the loop has come round so many times more.
        func wait(rounds: Int) async throws {
            let goal = kept.withLock { $0.sleeps } + rounds
            while kept.withLock({ $0.sleeps }) < goal {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    private let store = JobStoreFake()
    private let engine = EngineFake()
    private let clock = WallClock()
    private let daily = JobScheduler.Spec(crontab: "0 12 * * *")

    private func serving(_ body: (JobRunner) async throws -> Void) async throws {
        let runner = JobRunner(over: store, engine, now: { [clock] in clock.now }) { [clock] in
            clock.noteSleep()
        }
        try await runner.serving(body)
    }

    private func newestId(_ job: String) async -> Int? { await store.newestRun(job: job)?.runId }

    @Test(.timeLimit(.minutes(5)))
    func `a thousand jobs of which none is due are not asked for`() async throws {
        for number in 0..<1000 { await store.add("j\(number)", .crontab, daily, at: clock.now) }
        try await serving { _ in
            while await store.questions < 2001 { try await clock.wait(rounds: 1) }
            try await clock.wait(rounds: 20)
            #expect(await store.questions == 2001)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a job that is due is asked for alone`() async throws {
        for number in 0..<100 { await store.add("j\(number)", .crontab, daily, at: clock.now) }
        let soon = JobScheduler.Spec(crontab: "0 1 * * *")
        await store.add("soon", .crontab, soon, at: clock.now)
        try await serving { _ in
            while await store.questions < 203 { try await clock.wait(rounds: 1) }
            clock.advance(by: 3600)
            _ = try await store.wait("soon", 1, for: .successful)
            try await clock.wait(rounds: 5)
            #expect(await store.questions < 220)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a clock that jumps ahead is noticed, and of what it passed the latest is run`()
        async throws
    {
        await store.add("a", .crontab, daily, at: clock.now)
        try await serving { _ in
            try await clock.wait(rounds: 3)
            clock.advance(by: 3 * 86_400)
            let run = try await store.wait("a", 1, for: .successful)
            #expect(Timestamp(run.batchTime).text.hasPrefix("2026-01-03T12:00"))
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == 1)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a clock that is set back makes nothing due twice`() async throws {
        await store.add("a", .crontab, daily, at: clock.now)
        try await serving { _ in
            clock.advance(by: 13 * 3600)
            _ = try await store.wait("a", 1, for: .successful)
            clock.advance(by: -2 * 3600)
            try await clock.wait(rounds: 5)
            clock.advance(by: 2 * 3600)
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == 1)
            clock.advance(by: 86_400)
            _ = try await store.wait("a", 2, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a job that is created or replaced is looked at again`() async throws {
        try await serving { runner in
            try await clock.wait(rounds: 3)
            await store.add("a", .crontab, daily, at: clock.now)
            await runner.jobChanged("a")
            try await clock.wait(rounds: 3)
            let soon = JobScheduler.Spec(crontab: "0 1 * * *")
            await store.add("a", .crontab, soon, at: clock.now)
            await runner.jobChanged("a")
            try await clock.wait(rounds: 3)
            clock.advance(by: 3600)
            _ = try await store.wait("a", 1, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a loop goes on when its run has ended, and not before`() async throws {
        await engine.block()
        await store.add("a", .loop, JobScheduler.Spec(loop: "5m"), at: clock.now)
        try await serving { _ in
            _ = try await store.wait("a", 1, for: .running)
            clock.advance(by: 900)
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == 1)
            await engine.unblock()
            _ = try await store.wait("a", 2, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a run that the store could not take is due again`() async throws {
        await store.add("a", .crontab, daily, at: clock.now)
        try await serving { _ in
            try await clock.wait(rounds: 3)
            await store.fail(next: 2)
            clock.advance(by: 86_400)
            _ = try await store.wait("a", 1, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a job that the store could not read is looked at again`() async throws {
        await store.add("a", .crontab, daily, at: clock.now)
        await store.failReading(next: 2)
        try await serving { _ in
            try await clock.wait(rounds: 5)
            clock.advance(by: 86_400)
            _ = try await store.wait("a", 1, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a stopped schedule makes nothing due until it is started again`() async throws {
        await store.add("a", .crontab, daily, at: clock.now)
        try await serving { runner in
            try await runner.stop(job: "a")
            clock.advance(by: 86_400)
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == nil)
            try await runner.start(job: "a", parameters: [:])
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == nil)
            clock.advance(by: 86_400)
            _ = try await store.wait("a", 1, for: .successful)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a job created anew is not due for what an earlier one of its name missed`() async throws {
        await store.add("a", .crontab, daily, at: clock.now)
        try await serving { runner in
            try await runner.stop(job: "a")
            try await runner.start(job: "a", parameters: [:])
            await store.delete("a")
            clock.advance(by: 86_400)
            await store.add("a", .crontab, daily, at: clock.now)
            await runner.jobChanged("a")
            try await clock.wait(rounds: 5)
            #expect(await newestId("a") == nil)
        }
    }
}
