import Testing

@testable import Polling

@Suite struct PollLearningTests {
    private let plan = PollPlan(
        importance: 0,
        interval: .seconds(100),
        bounds: .seconds(50)...(.seconds(200))
    )

    /// Answers a key so often; the interval it has then.
    private func interval(after outcomes: [PollOutcome], of plan: PollPlan) -> Duration? {
        var schedule = PollSchedule<String>.sample(generator: Steady(fraction: 1))
        schedule.setPlans(["a": plan], at: .zero)
        for outcome in outcomes {
            let now = schedule.nextDue(at: .zero) ?? .zero
            for key in schedule.takeDue(at: now) { schedule.finish(key, outcome, at: now) }
        }
        return schedule.entries["a"]?.interval
    }

    @Test func `a change shortens an interval and quiet lengthens it, within bounds`() throws {
        let once = try #require(interval(after: [.unchanged], of: plan))
        #expect(once > .seconds(118) && once < .seconds(120))
        #expect(interval(after: [.changed], of: plan) == .seconds(50))
        #expect(interval(after: [.answered], of: plan) == .seconds(100))
        let quiet = [PollOutcome](repeating: .unchanged, count: 30)
        #expect(interval(after: quiet, of: plan) == .seconds(200))
        #expect(interval(after: quiet + [.changed, .changed], of: plan) == .seconds(50))
    }

    @Test func `bounds are soon left again, however long it was quiet`() throws {
        let quiet = [PollOutcome](repeating: .unchanged, count: 300)
        let learned = try #require(interval(after: quiet + [.changed], of: plan))
        #expect(learned <= .seconds(51))
    }

    @Test func `without bounds an interval stays as it is`() {
        let fixed = PollPlan(importance: 0, interval: .seconds(100))
        #expect(interval(after: [.changed, .unchanged, .changed], of: fixed) == .seconds(100))
    }

    @Test func `a change that was expected teaches nothing`() {
        var expected = plan
        expected.instant = .seconds(10)
        #expect(interval(after: [.answered, .unchanged, .changed], of: expected) == .seconds(100))
    }

    @Test func `what was answered at the same time is not asked at the same time again`() {
        var schedule = PollSchedule<String>.sample(generator: Steady(fraction: 0.5))
        schedule.setPlans(["a": plan], at: .zero)
        schedule.answer(schedule.takeDue(at: .zero), at: .zero)
        #expect(schedule.nextDue(at: .zero) == .seconds(87.5))
    }

    @Test func `with room for few, keys are asked as often as they change`() {
        var limits = PollSchedule<Int>.Limits()
        (limits.perSecond, limits.burst) = (1, 1)
        var schedule = PollSchedule<Int>.sample(limits)
        for key in 0..<20 {
            let interval = Duration.seconds(key < 10 ? 5 : 20)
            let plan = PollPlan(importance: 0, interval: interval, oldestAge: .seconds(999))
            schedule.setPlan(plan, for: key, at: .zero)
        }
        var asked = (often: 0, rarely: 0)
        for second in 0..<1000 {
            for key in schedule.takeDue(at: .seconds(second)) {
                if key < 10 { asked.often += 1 } else { asked.rarely += 1 }
                schedule.finish(key, .answered, at: .seconds(second))
            }
        }
        #expect((190...210).contains(asked.rarely), "\(asked)")
        #expect((790...810).contains(asked.often), "\(asked)")
    }
}
