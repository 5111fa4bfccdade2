import Polling
import Testing

@Suite struct PollReasonTests {
    private let plan = PollPlan(importance: 1, interval: .seconds(10))

    @Test func `each state of a key has its words`() {
        var schedule = PollSchedule<String>.sample(generator: Steady(fraction: 1))
        #expect(schedule.reason(for: "a", at: .zero) == nil)
        schedule.setPlans(["a": plan], at: .zero)
        #expect(schedule.reason(for: "a", at: .zero) == "next: waits for its turn")
        schedule.isPaused = true
        #expect(schedule.reason(for: "a", at: .zero) == "paused")
        schedule.isPaused = false
        _ = schedule.takeDue(at: .zero)
        #expect(schedule.reason(for: "a", at: .zero) == "being asked now")
        schedule.finish("a", .answered, at: .zero)
        #expect(schedule.reason(for: "a", at: .seconds(4)) == "in 6 s: every 10 s")
        schedule.refresh(["a"], at: .seconds(4))
        #expect(schedule.reason(for: "a", at: .seconds(4)) == "next: asked for by hand")
        _ = schedule.takeDue(at: .seconds(4))
        schedule.finish("a", .failed, at: .seconds(4))
        #expect(schedule.reason(for: "a", at: .seconds(4)) == "in 2 s: after a failure")
        _ = schedule.takeDue(at: .seconds(6))
        schedule.finish("a", .failed, at: .seconds(6))
        #expect(schedule.reason(for: "a", at: .seconds(6)) == "in 4 s: after 2 failures")
    }

    @Test func `an outage and a pause are everybody's reason`() {
        var schedule = PollSchedule<String>.sample(generator: Steady(fraction: 1))
        schedule.setPlans(["a": plan], at: .zero)
        _ = schedule.takeDue(at: .zero)
        schedule.finish("a", .throttled(pause: .seconds(7)), at: .zero)
        #expect(schedule.reason(for: "a", at: .zero) == "in 7 s: the service asked for a pause")
        _ = schedule.takeDue(at: .seconds(7))
        schedule.finish("a", .endpointDown, at: .seconds(7))
        #expect(
            schedule.reason(for: "a", at: .seconds(8))
                == "the service is out of reach: next try in 1 s"
        )
    }

    @Test func `an expected change is a reason`() {
        var schedule = PollSchedule<String>.sample()
        let plan = PollPlan(importance: 1, interval: .seconds(300), instant: .seconds(60))
        schedule.setPlans(["a": plan], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        #expect(schedule.reason(for: "a", at: .zero) == "in 60 s: a change is due then")
        _ = schedule.takeDue(at: .seconds(60))
        schedule.finish("a", .unchanged, at: .seconds(60))
        #expect(schedule.reason(for: "a", at: .seconds(60)) == "in 2 s: a change is overdue")
    }
}
