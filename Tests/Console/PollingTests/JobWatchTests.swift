import Polling
import Testing

@Suite struct JobWatchTests {
    private let rules = WatchRules(keys: 1000, perSecond: 5)

    private func watch(
        _ runs: [(Int, Int?)],
        next: Int? = nil,
        seen: Int,
        isInSight: Bool = false
    ) -> PollPlan {
        JobWatch(
            runs: runs.map { JobWatch.Run(began: .seconds($0), ended: $1.map { .seconds($0) }) },
            nextStart: next.map { .seconds($0) },
            seen: .seconds(seen),
            isInSight: isInSight
        ).plan(by: rules)
    }

    @Test func `a run in sight is followed, one out of sight less closely`() {
        let inSight = watch([(0, nil)], seen: 10, isInSight: true)
        let hidden = watch([(0, nil)], seen: 10)
        #expect(inSight.interval == .seconds(2))
        #expect(hidden.interval > inSight.interval && hidden.importance < inSight.importance)
        #expect(hidden.instant == nil)
    }

    @Test func `a run of a known length is looked at from when it may end`() throws {
        let known: [(Int, Int?)] = [(1000, nil), (700, 800), (400, 490), (100, 210)]
        let early = watch(known, seen: 1001)
        let instant = try #require(early.instant)
        #expect(instant > .seconds(1060) && instant < .seconds(1090))
        #expect(early.fastPolling?.interval == rules.run.interval)
        #expect(watch(known, seen: 1090).interval == rules.run.interval)
        #expect(watch(known, seen: 1090).instant == nil)
    }

    @Test func `one run that failed at once does not make all the others short`() throws {
        let lengths = RunLengths(
            [100, 104, 3, 96].map { JobWatch.Run(began: .zero, ended: .seconds($0)) }
        )
        #expect(lengths.median == .seconds(100))
        #expect(try #require(lengths.earliest) > .seconds(70))
        #expect(RunLengths([]).earliest == nil)
    }

    @Test func `a start is looked for when it is due, and then quickly and before all else`() {
        let before = watch([(0, 50)], next: 3600, seen: 60)
        #expect(before.instant == .seconds(3600) + rules.startDelay)
        #expect(before.importance == 0)
        #expect(before.fastPolling?.importance == rules.start.importance)
        let overdue = watch([(0, 50)], next: 3600, seen: 3602)
        #expect(overdue.interval == .seconds(2))
        #expect(overdue.importance == rules.start.importance)
    }

    @Test func `what nothing announces is asked more often out of sight, and learns`() {
        let manual = watch([], seen: 60)
        let timed = watch([], next: 3600, seen: 60)
        #expect(manual.interval < timed.interval)
        #expect(manual.bounds != nil)
        #expect(watch([], seen: 60, isInSight: true).interval < manual.interval)
    }

    @Test func `a start that does not come is given up for the next one`() {
        func next(seen: Int) -> Duration? {
            JobWatch.nextStart(after: .seconds(10), seen: .seconds(seen), rules: rules) { moment in
                .seconds(3600 * (Int(moment / .seconds(3600)) + 1))
            }
        }
        #expect(next(seen: 60) == .seconds(3600))
        #expect(next(seen: 3650) == .seconds(3600))
        #expect(next(seen: 3661) == .seconds(7200))
    }
}
