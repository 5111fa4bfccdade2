import Testing

@testable import Polling

@Suite struct PollOrderTests {
    private let rest = PollPlan(importance: 0, interval: .seconds(60))
    private let seen = PollPlan(importance: 2, interval: .seconds(2))

    private func schedule(inFlight: Int = 8, burst: Double = 20) -> PollSchedule<String> {
        var limits = PollSchedule<String>.Limits()
        (limits.mostInFlight, limits.burst) = (inFlight, burst)
        return PollSchedule.sample(limits)
    }

    @Test func `one key is wanted anew, and the others stay as they are`() {
        var schedule = schedule()
        schedule.setPlans(["a": rest, "b": rest], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        schedule.setPlan(seen, for: "a", at: .zero)
        #expect(schedule.nextDue(at: .zero) == .seconds(2))
        schedule.setPlan(nil, for: "a", at: .zero)
        #expect(schedule.nextDue(at: .zero) == .seconds(60))
    }

    @Test func `what waits for its turn rises when its instant comes`() {
        var schedule = schedule(inFlight: 1)
        var expected = rest
        expected.instant = .seconds(10)
        expected.fastPolling = FastPolling(
            importance: 3,
            interval: .seconds(2),
            timeLimit: .seconds(60)
        )
        schedule.setPlans(["job": expected, "seen": seen], at: .zero)
        #expect(schedule.next(at: .seconds(9)) == "seen")
        #expect(schedule.nextDue(at: .seconds(9)) == .seconds(9))
        schedule.setPlan(seen, for: "other", at: .seconds(9))
        #expect(schedule.next(at: .seconds(10)) == "job")
    }

    @Test func `what is not important leaves most of the burst to what is`() {
        var schedule = schedule()
        for key in 0..<40 { schedule.setPlan(rest, for: "rest \(key)", at: .zero) }
        #expect(schedule.drain(at: .zero) == 5)
        #expect(schedule.nextDue(at: .zero) == .milliseconds(200))
        for key in 0..<40 { schedule.setPlan(seen, for: "seen \(key)", at: .zero) }
        #expect(schedule.drain(at: .zero) == 15)
    }

    @Test func `what becomes important is not kept waiting by what leaves some of the burst`() {
        var schedule = schedule()
        for key in 0..<40 { schedule.setPlan(rest, for: "rest \(key)", at: .zero) }
        schedule.setPlan(seen, for: "seen", at: .zero)
        _ = schedule.drain(at: .zero)
        #expect(schedule.drain(at: .seconds(1.9)) > 0)
        #expect(schedule.nextDue(at: .seconds(1.95)) == .seconds(2))
        #expect(schedule.next(at: .seconds(2)) == "seen")
    }

    @Test func `neither the least important nor the others are forgotten in a crowd`() {
        var limits = PollSchedule<String>.Limits()
        (limits.perSecond, limits.burst) = (1, 1)
        var schedule = PollSchedule<String>.sample(limits)
        let crowd = PollPlan(importance: 3, interval: .milliseconds(1))
        let middle = PollPlan(importance: 1, interval: .milliseconds(1))
        schedule.setPlans(["crowd": crowd, "middle": middle, "rest": rest], at: .zero)
        var asked: [String: Int] = [:]
        for second in 0..<3200 {
            for key in schedule.takeDue(at: .seconds(second)) {
                asked[key, default: 0] += 1
                schedule.finish(key, .answered, at: .seconds(second))
            }
        }
        #expect(asked["crowd", default: 0] > 2700)
        #expect(asked["middle", default: 0] > 150)
        // Once in five minutes or so, which is its oldest age.
        #expect(asked["rest", default: 0] >= 9)
    }
}
