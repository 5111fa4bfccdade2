import Polling
import Synchronization
import Testing

@Suite struct PollingSchedulerTests {
    /// A clock that jumps to the end of every sleep.
    private final class JumpingClock: Sendable {
        private let time = Mutex<Duration>(.zero)

        var clock: PollClock {
            PollClock(
                now: { self.time.withLock { $0 } },
                sleep: { duration in
                    try Task.checkCancellation()
                    self.time.withLock { $0 += duration }
                }
            )
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a key is asked again and again until nobody wants it`() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: String.self)
        let scheduler = PollingScheduler<String>(clock: JumpingClock().clock) { key in
            ask.yield(key)
            return .answered
        }
        let plan = PollPlan(importance: 1, interval: .seconds(10))
        await scheduler.setPlans(["a": plan])
        await withTaskGroup { group in
            group.addTask { await scheduler.run() }
            var count = 0
            for await key in asked {
                #expect(key == "a")
                count += 1
                if count == 5 { break }
            }
            group.cancelAll()
        }
        #expect(scheduler.now >= .seconds(40))
    }

    @Test(.timeLimit(.minutes(5)))
    func `questions are under way together, and a refresh wakes the sleeper`() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: String.self)
        let gate = AsyncStream.makeStream(of: Void.self)
        let scheduler = PollingScheduler<String> { key in
            ask.yield(key)
            if key == "slow" { for await _ in gate.stream { break } }
            return .answered
        }
        let plan = PollPlan(importance: 1, interval: .seconds(1000))
        await scheduler.setPlans(["slow": plan, "fast": plan])
        await withTaskGroup { group in
            group.addTask { await scheduler.run() }
            var keys = asked.makeAsyncIterator()
            let both = [await keys.next(), await keys.next()]
            #expect(Set(both) == ["slow", "fast"])
            await scheduler.refresh(["fast"])
            #expect(await keys.next() == "fast")
            gate.continuation.yield()
            await scheduler.refresh(["slow"])
            #expect(await keys.next() == "slow")
            gate.continuation.finish()
            group.cancelAll()
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `an outage has a next try, and an answer ends it`() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: Int.self)
        let count = Mutex(0)
        let scheduler = PollingScheduler<String>(clock: JumpingClock().clock) { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            ask.yield(number)
            return number < 4 ? .endpointDown : .answered
        }
        await scheduler.setPlans(["a": PollPlan(importance: 1, interval: .seconds(1000))])
        await withTaskGroup { group in
            group.addTask { await scheduler.run() }
            for await number in asked where number == 5 { break }
            group.cancelAll()
        }
        #expect(await scheduler.secondsToNextTry == nil)
        #expect(scheduler.now >= .seconds(1000))
    }
}
