import Testing

@testable import Polling

@Suite struct OutageTests {
    private let plan = PollPlan(importance: 1, interval: .seconds(10))

    private func schedule(_ keys: Int) -> PollSchedule<Int> {
        var schedule = PollSchedule<Int>.sample()
        schedule.setPlans(
            Dictionary(uniqueKeysWithValues: (0..<keys).map { ($0, plan) }),
            at: .zero
        )
        return schedule
    }

    @Test func `one outage found by many is one outage`() {
        var schedule = schedule(20)
        for key in schedule.takeDue(at: .zero) {
            schedule.finish(key, .endpointDown, at: .milliseconds(100))
        }
        #expect(schedule.isDown)
        // The first back-off of 2 s at half of its upper half, not the eighth.
        #expect(schedule.nextTry == .milliseconds(1600))
    }

    @Test func `while it lasts one probe at a time goes out, later each time`() {
        var schedule = schedule(20)
        var now = Duration.zero
        for key in schedule.takeDue(at: now) { schedule.finish(key, .endpointDown, at: now) }
        var waits: [Double] = []
        for _ in 0..<7 {
            #expect(schedule.takeDue(at: now) == [])
            let next = schedule.nextDue(at: now) ?? .zero
            waits.append((next - now) / .seconds(1))
            now = next
            let probes = schedule.takeDue(at: now)
            #expect(probes.count == 1)
            #expect(schedule.nextDue(at: now) == nil)
            for key in probes { schedule.finish(key, .endpointDown, at: now) }
        }
        let expected = [1.5, 3, 6, 12, 24, 45, 45]
        #expect(zip(waits, expected).allSatisfy { abs($0 - $1) < 0.001 }, "\(waits)")
    }

    @Test func `probes take turns, so that one bad question does not make an outage last`() {
        var schedule = schedule(3)
        for key in schedule.takeDue(at: .zero) { schedule.finish(key, .endpointDown, at: .zero) }
        var probed: Set<Int> = []
        for _ in 0..<3 {
            let now = schedule.nextDue(at: .zero) ?? .zero
            for key in schedule.takeDue(at: now) {
                probed.insert(key)
                schedule.finish(key, .endpointDown, at: now)
            }
        }
        #expect(probed == [0, 1, 2])
    }

    @Test(arguments: [PollOutcome.answered, .changed, .unchanged, .failed])
    func `any answer ends it, and the rest is spread out`(_ outcome: PollOutcome) {
        var schedule = schedule(20)
        for key in schedule.takeDue(at: .zero) { schedule.finish(key, .endpointDown, at: .zero) }
        let now = schedule.nextDue(at: .zero) ?? .zero
        for key in schedule.takeDue(at: now) { schedule.finish(key, outcome, at: now) }
        #expect(!schedule.isDown)
        #expect(schedule.nextTry == nil)
        #expect(schedule.takeDue(at: now) == [])
        let next = schedule.nextDue(at: now) ?? .zero
        #expect(next > now && next <= now + .seconds(2))
    }

    @Test func `a key the service fails at waits alone while others are answered`() {
        var schedule = schedule(3)
        var now = Duration.zero
        for _ in 0..<20 {
            for key in schedule.takeDue(at: now) {
                schedule.finish(key, key == 0 ? .faulted : .answered, at: now)
            }
            #expect(!schedule.isDown)
            now += .seconds(10)
        }
    }

    @Test func `three keys in a row that the service fails at are an outage`() {
        var schedule = schedule(5)
        let keys = schedule.takeDue(at: .zero)
        schedule.finish(keys[0], .faulted, at: .zero)
        schedule.finish(keys[1], .faulted, at: .zero)
        #expect(!schedule.isDown)
        schedule.finish(keys[2], .faulted, at: .zero)
        #expect(schedule.isDown)
    }

    @Test func `one key is all there is to tell an outage by, where only one is wanted`() {
        var schedule = schedule(1)
        for key in schedule.takeDue(at: .zero) { schedule.finish(key, .faulted, at: .zero) }
        #expect(schedule.isDown)
    }

    @Test func `what fails while others are answered is no outage yet`() {
        var schedule = schedule(5)
        let keys = schedule.takeDue(at: .zero)
        schedule.finish(keys[0], .answered, at: .seconds(1))
        schedule.finish(keys[1], .endpointDown, at: .seconds(2))
        #expect(!schedule.isDown)
        schedule.refresh([keys[0]], at: .seconds(3))
        let again = schedule.takeDue(at: .seconds(3))
        #expect(again.contains(keys[0]))
        schedule.finish(keys[0], .endpointDown, at: .seconds(4))
        #expect(schedule.isDown)
    }

    @Test func `a pause that the service asks for is kept whatever else is answered`() {
        var schedule = schedule(20)
        let keys = schedule.takeDue(at: .zero)
        schedule.finish(keys[0], .throttled(pause: .seconds(30)), at: .zero)
        schedule.answer(Array(keys.dropFirst()), at: .seconds(1))
        #expect(!schedule.isDown)
        schedule.refresh([keys[0]], at: .seconds(2))
        #expect(schedule.takeDue(at: .seconds(29)) == [])
        #expect(schedule.nextDue(at: .seconds(2)) == .seconds(30))
        #expect(schedule.takeDue(at: .seconds(30)).contains(keys[0]))
    }

    @Test func `a refresh by hand does not wait for the next try`() {
        var schedule = schedule(2)
        for key in schedule.takeDue(at: .zero) { schedule.finish(key, .endpointDown, at: .zero) }
        schedule.refresh([1], at: .milliseconds(10))
        #expect(schedule.takeDue(at: .milliseconds(10)) == [1])
    }
}
