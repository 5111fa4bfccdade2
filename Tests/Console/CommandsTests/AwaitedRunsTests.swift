import Console
import PipelineAPI
import Synchronization
import Testing

@testable import Commands

@Suite struct AwaitedRunsTests {
    private func run(
        _ number: Int,
        _ status: RunStatus,
        started: String = "?",
        message: String? = nil
    ) -> Run {
        Run(
            runId: number,
            batchTime: Timestamp(text: "?"),
            startTime: Timestamp(text: started),
            duration: 12,
            status: status,
            message: message
        )
    }

    @Test func `a start is over when the first run after the newest has ended`() {
        var runs = AwaitedRuns([("daily", .next(after: 3))])
        #expect(runs.next(at: .zero) == .send(0))
        runs.receive(0, .success([run(3, .failed)]), at: .zero)
        #expect(runs.entries[0].number == nil)
        #expect(runs.next(at: .zero) == .wait(.seconds(1)))
        runs.receive(
            0,
            .success([run(5, .successful), run(4, .running), run(3, .failed)]),
            at: .seconds(1)
        )
        #expect(runs.status == "run 4 of 'daily' is Running …")
        runs.receive(0, .success([run(4, .successful)]), at: .seconds(2))
        #expect(runs.next(at: .seconds(9)) == .over)
        #expect(runs.failure(unless: .successful) == nil)
        #expect(runs.entries[0].text == "run 4 of 'daily' is Successful after 12s")
    }

    @Test func `a rerun is not over while the run is as it was before`() {
        let before = run(7, .failed, started: "a")
        var runs = AwaitedRuns([("daily", .again(before))])
        runs.receive(0, .success([before]), at: .zero)
        #expect(!runs.isOver)
        runs.receive(0, .success([run(7, .failed, started: "b", message: "full\nx")]), at: .zero)
        #expect(runs.isOver)
        let failure = runs.failure(unless: .successful)
        #expect(failure?.lines == ["run 7 of 'daily' is Failed after 12s: full"])
    }

    @Test func `a run that never begins, and one that is gone, end the wait`() {
        let before = run(7, .failed)
        var runs = AwaitedRuns([
            ("a", .next(after: 0)), ("b", .again(before)), ("c", .begun(2)),
        ])
        for _ in 0..<100 where !runs.isOver {
            runs.receive(0, .success([]), at: .zero)
            runs.receive(1, .success([before]), at: .zero)
            runs.receive(2, .success([]), at: .zero)
        }
        #expect(runs.entries.map(\.ending) == [.notBegun, .notBegun, .gone])
        let failure = runs.failure(unless: .successful)
        #expect(failure?.lines == ["3 of 3 runs are not Successful: 'pandora runs JOB' says why"])
    }

    @Test func `a lost answer is asked again, and a service that stays away is said`() {
        var runs = AwaitedRuns([("daily", .begun(2))])
        runs.receive(0, .failure(APIError(.unreachable, "no route")), at: .zero)
        #expect(runs.next(at: .zero) == .wait(.seconds(2)))
        for _ in 0..<100 where !runs.isOver {
            runs.receive(0, .failure(APIError(.unreachable, "no route")), at: .zero)
        }
        let failure = runs.failure(unless: .canceled)
        #expect(failure?.reason == .unreachable)
        #expect(
            failure?.lines.first?.hasPrefix("how run 2 of 'daily' ended is not known: ") == true
        )
    }

    @Test func `a stop has ended well only where the run is Canceled`() {
        var runs = AwaitedRuns(
            stoppedRun: Row(name: "2", item: AnyItem(run(2, .running))),
            of: "daily"
        )
        runs.receive(0, .success([run(2, .cancelling)]), at: .zero)
        #expect(!runs.isOver)
        runs.receive(0, .success([run(2, .canceled)]), at: .zero)
        #expect(runs.failure(unless: .canceled) == nil)
        #expect(runs.failure(unless: .successful) != nil)
        #expect(AwaitedRuns([]).failure(unless: .canceled) == nil)
    }

    @Test func `the waiter asks for the newest runs, then for the run alone, with pauses`()
        async throws
    {
        let looks = Mutex(0)
        let service = FakeService { call throws(APIError) in
            guard call is ListRuns else { throw APIError(.notImplemented, "?") }
            let look = looks.withLock {
                $0 += 1
                return $0
            }
            let status: RunStatus = look < 4 ? .running : .successful
            let run = Run(runId: 1, batchTime: Timestamp(text: "?"), status: status)
            return ListRuns.Output(total: 1, history: look == 1 ? [] : [run])
        }
        let clock = Mutex(Duration.zero)
        let waiter = RunWaiter(
            api: service,
            now: { clock.withLock { $0 } },
            sleep: { pause in clock.withLock { $0 += pause } }
        )
        let ended = await waiter.wait(for: AwaitedRuns([("daily", .next(after: 0))])) { _ in }
        #expect(ended.hasEnded(as: .successful))
        let newest = "GET /v2/jobs/daily/history?page=1&size=20&sortBy=-runId"
        let own = "GET /v2/jobs/daily/history?runId=1"
        #expect(service.requests == [newest, newest, own, own])
        #expect(clock.withLock { $0 } == .seconds(3))
    }
}
