import PollingSimulation
import Testing

@Suite struct ReplayTests {
    /// Two jobs that begin every minute and took a second to do so, the first in sight.
    private let replay = Replay(
        models: [10.0, 40].map { offset in
            JobModel(
                trigger: .crontab(every: .seconds(60), offset: .seconds(offset)),
                usualLength: 0.5
            )
        },
        runs: [10, 40].map { offset in (0..<5).map { Self.run(due: Double(offset + 60 * $0)) } },
        sight: [0],
        window: .seconds(100)..<(.seconds(220)),
        end: .seconds(240)
    )

    private static func run(due: Double) -> SimulatedRun {
        SimulatedRun(
            due: .seconds(due),
            began: .seconds(due + 1),
            ended: .seconds(due + 1.5),
            hasFailed: false
        )
    }

    private func answer(_ job: Int, _ run: Int, at time: Double, hasEnded: Bool) -> Replay.Answer {
        Replay.Answer(
            asked: .seconds(time - 0.1),
            arrived: .seconds(time),
            job: job,
            run: run,
            hasBegun: true,
            hasEnded: hasEnded
        )
    }

    @Test func `what an answer shows dates from its arrival, in sight and out of it`() {
        let outcome = replay.seen(by: [
            answer(0, 2, at: 131.25, hasEnded: false), answer(0, 2, at: 133.5, hasEnded: true),
            answer(0, 3, at: 193, hasEnded: true), answer(1, 2, at: 171, hasEnded: true),
        ])
        #expect(outcome.ages[.startInSight]?.count == 2)
        #expect(outcome.ages[.startInSight]?.percentile(0) == 0.25)
        #expect(outcome.ages[.startInSight]?.most == 2)
        #expect(outcome.ages[.endInSight]?.most == 2)
        #expect(outcome.ages[.endOfKnown]?.count == 1)
        #expect(outcome.ages[.startOutOfSight]?.most == 70)
        #expect(outcome.requestsPerSecond == 4 / 120.0)
    }

    @Test func `a question about something else costs a request and shows nothing`() {
        let other = Replay.Answer(
            asked: .seconds(110),
            arrived: .seconds(111),
            job: nil,
            run: nil,
            hasBegun: false,
            hasEnded: false
        )
        let outcome = replay.seen(by: [other])
        #expect(outcome.requestsPerSecond == 1 / 120.0)
        #expect((outcome.ages[.startInSight]?.percentile(0) ?? 0) > 40)
    }

    @Test func `the schedule sees the starts of such a scenario soon, whatever the seed`() throws {
        let outcome = replay.simulated(
            others: [OtherQuestion(every: .seconds(10))],
            latency: 0.01...0.02,
            seeds: 1...3
        )
        #expect(outcome.looks == 3)
        let ages = try #require(outcome.ages[.startInSight])
        #expect(ages.count == 6)
        #expect((ages.most ?? 9) < 2.5)
    }
}
