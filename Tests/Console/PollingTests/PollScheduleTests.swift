import Polling
import Testing

@Suite struct PollScheduleTests {
    private let often = PollPlan(importance: 2, interval: .seconds(2))
    private let rarely = PollPlan(importance: 0, interval: .seconds(30))

    @Test func `what is wanted is due at once, and again an interval after its answer`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often], at: .zero)
        #expect(schedule.nextDue(at: .zero) == .zero)
        #expect(schedule.takeDue(at: .zero) == ["a"])
        #expect(schedule.nextDue(at: .zero) == nil)
        schedule.finish("a", .answered, at: .seconds(1))
        #expect(schedule.nextDue(at: .seconds(1)) == .seconds(3))
        #expect(schedule.takeDue(at: .seconds(2.9)) == [])
        #expect(schedule.takeDue(at: .seconds(3)) == ["a"])
    }

    @Test func `what is left out is forgotten`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often, "b": often], at: .zero)
        schedule.setPlans(["b": often], at: .zero)
        #expect(schedule.takeDue(at: .zero) == ["b"])
        schedule.finish("b", .answered, at: .zero)
        schedule.setPlans([:], at: .zero)
        #expect(schedule.nextDue(at: .zero) == nil)
    }

    @Test func `a key is not handed out twice, also when it was forgotten meanwhile`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often], at: .zero)
        #expect(schedule.takeDue(at: .zero) == ["a"])
        schedule.setPlans([:], at: .seconds(1))
        schedule.setPlans(["a": often], at: .seconds(2))
        #expect(schedule.takeDue(at: .seconds(2)) == [])
        schedule.finish("a", .answered, at: .seconds(3))
        #expect(schedule.takeDue(at: .seconds(4.9)) == [])
        #expect(schedule.takeDue(at: .seconds(5)) == ["a"])
    }

    @Test func `an outcome nobody waits for changes nothing`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often], at: .zero)
        schedule.finish("a", .endpointDown, at: .zero)
        #expect(!schedule.isDown)
        #expect(schedule.takeDue(at: .zero) == ["a"])
    }

    @Test func `a shorter interval counts from the last answer`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": rarely], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        schedule.setPlans(["a": often], at: .seconds(1))
        #expect(schedule.nextDue(at: .seconds(1)) == .seconds(2))
        schedule.setPlans(["a": rarely], at: .seconds(1))
        #expect(schedule.nextDue(at: .seconds(1)) == .seconds(30))
        schedule.setPlans(["a": often], at: .seconds(10))
        #expect(schedule.nextDue(at: .seconds(10)) == .seconds(10))
    }

    @Test func `without room for all, the more important goes first, then the longest due`() {
        var limits = PollSchedule<String>.Limits()
        limits.mostInFlight = 1
        var schedule = PollSchedule<String>.sample(limits)
        schedule.setPlans(["old": rarely], at: .zero)
        schedule.setPlans(["old": rarely, "new": rarely], at: .seconds(1))
        schedule.setPlans(["old": rarely, "new": rarely, "seen": often], at: .seconds(2))
        var order: [String] = []
        while let key = schedule.takeDue(at: .seconds(3)).first {
            order.append(key)
            schedule.finish(key, .answered, at: .seconds(3))
        }
        #expect(order == ["seen", "old", "new"])
    }

    @Test func `no more are out at a time than may be`() {
        var schedule = PollSchedule<Int>.sample()
        schedule.setPlans(Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, often) }), at: .zero)
        let taken = schedule.takeDue(at: .zero)
        #expect(taken.count == 8)
        #expect(schedule.takeDue(at: .zero) == [])
        #expect(schedule.nextDue(at: .zero) == nil)
        schedule.answer(Array(taken.prefix(3)), at: .zero)
        #expect(schedule.takeDue(at: .zero).count == 3)
    }

    @Test func `the budget is a burst and then so many a second`() {
        var schedule = PollSchedule<Int>.sample()
        let plans = (0..<100).map { ($0, PollPlan(importance: 1, interval: .seconds(1000))) }
        schedule.setPlans(Dictionary(uniqueKeysWithValues: plans), at: .zero)
        #expect(schedule.drain(at: .zero) == 20)
        #expect(schedule.nextDue(at: .zero) == .milliseconds(200))
        #expect(schedule.drain(at: .seconds(1)) == 5)
        var asked = 25
        for second in 2...10 { asked += schedule.drain(at: .seconds(second)) }
        #expect(asked == 70)
    }

    @Test func `nothing starves while something important takes all it can get`() {
        var limits = PollSchedule<Int>.Limits()
        (limits.perSecond, limits.burst) = (5, 1)
        var schedule = PollSchedule<Int>.sample(limits)
        let greedy = PollPlan(importance: 9, interval: .milliseconds(1))
        let hidden = PollPlan(importance: 0, interval: .seconds(2))
        var plans = Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, greedy) })
        for key in 100..<104 { plans[key] = hidden }
        schedule.setPlans(plans, at: .zero)
        var asked: [Int: Int] = [:]
        for step in 0..<500 {
            let now = Duration.milliseconds(200 * step)
            let keys = schedule.takeDue(at: now)
            for key in keys { asked[key, default: 0] += 1 }
            schedule.answer(keys, at: now)
        }
        #expect((100..<104).allSatisfy { asked[$0, default: 0] >= 5 })
        let important = (0..<10).map { asked[$0, default: 0] }.reduce(0, +)
        #expect(important >= 300)
    }

    @Test func `a refresh by hand goes first, and once more if its key is out`() {
        var limits = PollSchedule<String>.Limits()
        limits.mostInFlight = 1
        var schedule = PollSchedule<String>.sample(limits)
        schedule.setPlans(["a": rarely, "b": often], at: .zero)
        #expect(schedule.takeDue(at: .zero) == ["b"])
        schedule.refresh(["a", "b", "unknown"], at: .seconds(1))
        schedule.finish("b", .answered, at: .seconds(1))
        #expect(
            Set([schedule.next(at: .seconds(1)), schedule.next(at: .seconds(1))]) == ["a", "b"]
        )
        #expect(schedule.takeDue(at: .seconds(1)) == [])
    }

    @Test func `a pause lets through only what is asked for by hand`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often, "b": often], at: .zero)
        schedule.isPaused = true
        #expect(schedule.takeDue(at: .seconds(9)) == [])
        #expect(schedule.nextDue(at: .seconds(9)) == nil)
        schedule.refresh(["b"], at: .seconds(9))
        #expect(schedule.nextDue(at: .seconds(9)) == .seconds(9))
        #expect(schedule.takeDue(at: .seconds(9)) == ["b"])
        schedule.isPaused = false
        #expect(schedule.takeDue(at: .seconds(9)) == ["a"])
    }

    @Test func `a scale stretches what is planned, and lets go of it again`() {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["a": often], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        schedule.setScale(4, at: .zero)
        #expect(schedule.nextDue(at: .zero) == .seconds(8))
        schedule.setScale(1, at: .seconds(1))
        #expect(schedule.nextDue(at: .seconds(1)) == .seconds(2))
        schedule.setScale(0, at: .seconds(1))
        #expect(schedule.scale == 1)
    }

    @Test func `failures of one key put off that key alone, doubling to the longest`() {
        var schedule = PollSchedule<String>.sample(generator: Steady(fraction: 1))
        schedule.setPlans(["bad": often, "good": often], at: .zero)
        var now = Duration.zero
        var waits: [Duration] = []
        for _ in 0..<7 {
            for key in schedule.takeDue(at: now) {
                schedule.finish(key, key == "bad" ? .failed : .answered, at: now)
            }
            #expect(!schedule.isDown)
            schedule.setPlans(["bad": often], at: now)
            let next = schedule.nextDue(at: now) ?? .zero
            waits.append(next - now)
            now = next
        }
        let seconds = waits.map { Int(($0 / .seconds(1)).rounded()) }
        #expect(seconds == [2, 4, 8, 16, 32, 60, 60])
        for key in schedule.takeDue(at: now) { schedule.finish(key, .answered, at: now) }
        #expect(schedule.nextDue(at: now) == now + .seconds(2))
    }
}
