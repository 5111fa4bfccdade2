import Polling
import Testing

@Suite struct PollInstantTests {
    private func plan(at instant: Int) -> PollPlan {
        PollPlan(importance: 1, interval: .seconds(300), instant: .seconds(instant))
    }

    private func schedule(at instant: Int) -> PollSchedule<String> {
        var schedule = PollSchedule<String>.sample()
        schedule.setPlans(["job": plan(at: instant)], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        return schedule
    }

    @Test func `a key is asked at the instant it is expected to change`() {
        #expect(schedule(at: 100).nextDue(at: .zero) == .seconds(100))
        #expect(schedule(at: 400).nextDue(at: .zero) == .seconds(300))
    }

    @Test func `from then on it is asked quickly until the change is seen`() {
        var schedule = schedule(at: 100)
        for second in [100, 102, 104] {
            #expect(schedule.takeDue(at: .seconds(second)) == ["job"])
            schedule.finish("job", .unchanged, at: .seconds(second))
        }
        #expect(schedule.takeDue(at: .seconds(106)) == ["job"])
        schedule.finish("job", .changed, at: .seconds(106))
        #expect(schedule.nextDue(at: .seconds(106)) == .seconds(406))
    }

    @Test func `a change that does not come is not waited for in a hurry for ever`() {
        var schedule = schedule(at: 100)
        var now = Duration.seconds(100)
        var asked = 0
        while now < .seconds(400) {
            for key in schedule.takeDue(at: now) {
                asked += 1
                schedule.finish(key, .unchanged, at: now)
            }
            now = schedule.nextDue(at: now) ?? .seconds(400)
        }
        #expect(asked == 31)
    }

    @Test func `a new instant replaces the old one`() {
        var schedule = schedule(at: 100)
        schedule.setPlans(["job": plan(at: 50)], at: .seconds(10))
        #expect(schedule.nextDue(at: .seconds(10)) == .seconds(50))
        schedule.setPlans(["job": plan(at: 200)], at: .seconds(10))
        #expect(schedule.nextDue(at: .seconds(10)) == .seconds(200))
    }
}
