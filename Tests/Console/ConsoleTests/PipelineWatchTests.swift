import FoundationEssentials
import PipelineAPI
import Testing

@testable import Console

@Suite struct PipelineWatchTests {
    private static let later = ConsoleFixture.now.addingTimeInterval(60)

    /// A console whose jobs and runs are known, and a watch that has taken a first look at them.
    private func world(jobs: Set<String> = []) throws -> (ConsoleFixture, PipelineWatch) {
        let console = try ConsoleFixture()
        var watch = PipelineWatch(profile: "local", jobs: jobs)
        for (key, listing) in console.state.listings {
            guard let value = listing.value else { continue }
            let news = watch.take(
                .listLoaded(key, .success(value), at: ConsoleFixture.now),
                console.state
            )
            #expect(news.isEmpty, "the first look is no news")
        }
        return (console, watch)
    }

    /// Answers a list, and returns what the watch tells of it.
    private func answer<Item: Equatable & Sendable>(
        _ kind: ResourceID,
        _ scope: Scope,
        _ items: [Item],
        _ console: inout ConsoleFixture,
        _ watch: inout PipelineWatch,
        name: (Item) -> String
    ) -> [WatchEvent] {
        let rows = items.map { Row(name: name($0), item: AnyItem($0)) }
        let action = ConsoleAction.listLoaded(
            ListKey(kind, scope),
            .success(Listing(rows: rows)),
            at: Self.later
        )
        console.receive(action)
        return watch.take(action, console.state)
    }

    private func answer(
        runs: [Run],
        of job: String,
        _ console: inout ConsoleFixture,
        _ watch: inout PipelineWatch
    ) -> [WatchEvent] {
        answer(.runs, .job(job), runs, &console, &watch) { String($0.runId) }
    }

    @Test func `a run that ends is told with its end, once`() throws {
        var (console, watch) = try world()
        var runs = Samples.runs
        runs[0].status = .failed
        runs[0].duration = 61
        runs[0].message = "no room"
        let news = answer(runs: runs, of: "hourly_pv", &console, &watch)
        #expect(news.map(\.event) == [.runFailed])
        #expect(news.first?.job == "hourly_pv")
        #expect(news.first?.run == runs[0].runId)
        #expect(news.first?.seconds == 61)
        #expect(news.first?.message == "no room")
        #expect(news.first?.time == Timestamp(Self.later))
        #expect(watch.hasFailed)
        #expect(answer(runs: runs, of: "hourly_pv", &console, &watch).isEmpty)
    }

    @Test
    func `runs that are new are told oldest first, and an old one that comes in sight is not`()
        throws
    {
        var (console, watch) = try world()
        let newest = Samples.runs[0].runId
        func run(_ number: Int, _ status: RunStatus) -> Run {
            Run(runId: number, batchTime: Samples.runs[0].batchTime, status: status)
        }
        let runs =
            [run(newest + 2, .running), run(newest + 1, .successful)] + Samples.runs
            + [run(1, .failed)]
        let news = answer(runs: runs, of: "hourly_pv", &console, &watch)
        #expect(news.map(\.event) == [.runSucceeded, .runStarted])
        #expect(news.map(\.run) == [newest + 1, newest + 2])
        #expect(!watch.hasFailed)
    }

    @Test func `a rerun is a start, and its two states are one`() throws {
        var (console, watch) = try world()
        var run = Samples.failedRun
        run.status = .restarting
        #expect(answer(runs: [run], of: "broken", &console, &watch).map(\.event) == [.runStarted])
        run.status = .running
        #expect(answer(runs: [run], of: "broken", &console, &watch).isEmpty)
    }

    @Test func `only the named jobs are told and count`() throws {
        var (console, watch) = try world(jobs: ["broken"])
        var runs = Samples.runs
        runs[0].status = .failed
        #expect(answer(runs: runs, of: "hourly_pv", &console, &watch).isEmpty)
        #expect(!watch.hasFailed)
        #expect(watch.isIdle(console.state))
    }

    @Test func `it is idle once the runs of every job are known and none is under way`() throws {
        var (console, watch) = try world()
        #expect(!watch.isIdle(console.state), "some jobs were not asked for")
        var runs = Samples.runs
        runs[0].status = .successful
        _ = answer(runs: runs, of: "hourly_pv", &console, &watch)
        for job in ["idle", "uv_rank"] { _ = answer(runs: [], of: job, &console, &watch) }
        let isIdle = watch.isIdle(console.state)
        #expect(isIdle)
        runs[0].status = .restarting
        _ = answer(runs: runs, of: "hourly_pv", &console, &watch)
        let isStillIdle = watch.isIdle(console.state)
        #expect(!isStillIdle, "a run of it is under way again")
    }

    @Test func `a changed, a new and a deleted definition are told`() throws {
        var (console, watch) = try world()
        var jobs = try Samples.jobs()
        let (gone, renamed) = (try #require(jobs.removeLast().name), try #require(jobs[1].name))
        jobs[0].computation.code = "SELECT 1"
        jobs[1].name = "another"
        let changed = answer(.jobs, .root, jobs, &console, &watch) { $0.name ?? "" }
        let told = Dictionary(uniqueKeysWithValues: changed.map { ($0.name ?? "", $0.event) })
        #expect(
            told == [
                jobs[0].name ?? "": .definitionChanged, "another": .definitionCreated,
                renamed: .definitionDeleted, gone: .definitionDeleted,
            ]
        )
        #expect(changed.allSatisfy { $0.kind == "job" && $0.container == nil })
    }

    @Test func `an export that begins to fail, and one that works again, are told`() throws {
        var (console, watch) = try world()
        var exports = Samples.exports
        let before = exports
        exports[0].progress = StreamProgress(processed: 0, behind: 1, lastError: "no room")
        let scope = Scope.repo("access_log")
        let news = answer(.exports, scope, exports, &console, &watch) { $0.name }
            .filter { $0.event == .streamFailing }
        #expect(news.map(\.message) == ["no room"])
        #expect(news.first?.container == "access_log")
        let back = answer(.exports, scope, before, &console, &watch) { $0.name }
        #expect(back.map(\.event).contains(.streamRecovered))
    }

    @Test func `a lost link is told once, and that it is back`() throws {
        var (console, watch) = try world()
        let offline = ConsoleAction.linkChanged(
            .offline(APIError(.unreachable, "cannot reach it"), nextTry: nil)
        )
        console.receive(offline)
        #expect(watch.take(offline, console.state).map(\.message) == ["cannot reach it"])
        #expect(watch.take(offline, console.state).isEmpty)
        let live = ConsoleAction.linkChanged(.live(milliseconds: 3))
        #expect(watch.take(live, console.state).map(\.event) == [.linkBack])
        #expect(watch.take(live, console.state).isEmpty)
    }

    @Test func `what a program is told is in its environment`() {
        var event = WatchEvent(
            event: .runFailed,
            time: Timestamp(ConsoleFixture.now),
            profile: "work"
        )
        event.job = "a b"
        event.run = 7
        #expect(
            event.environment == [
                "PANDORA_EVENT": "run-failed", "PANDORA_PROFILE": "work", "PANDORA_JOB": "a b",
                "PANDORA_RUN": "7",
            ]
        )
    }
}
