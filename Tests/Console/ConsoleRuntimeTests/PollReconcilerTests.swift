import Console
import FoundationEssentials
import PipelineAPI
import Polling
import Screen
import Testing

@testable import ConsoleRuntime

@Suite struct PollReconcilerTests {
    private static let now = Date(timeIntervalSince1970: 1_795_230_000)
    private static let moment = PollReconciler.Moment(date: now, time: .seconds(1000))
    private let jobs = ListKey(.jobs, .root)

    private func state(jobs names: [String], height: Int = 24) throws -> ConsoleState {
        var state = ConsoleState(
            identity: Identity(profile: "p", region: "nb", endpoint: "http://127.0.0.1:1"),
            zone: .utc,
            size: Size(width: 80, height: height),
            now: Self.now
        )
        let rows = try names.map { name in
            Row(name: name, item: AnyItem(try job(named: name)))
        }
        _ = state.update(.listLoaded(jobs, .success(Listing(rows: rows)), at: Self.now))
        return state
    }

    private func job(named name: String) throws -> Job {
        let json = """
            {"name": "\(name)", "srcs": [], "computation": {"code": "SELECT 1", "type": "SQL"},
             "scheduler": {"type": "crontab", "spec": {"crontab": "0 * * * *"}}}
            """
        return try JSONCoding.decode(Job.self, from: Data(json.utf8))
    }

    private func run(_ id: Int, _ status: RunStatus, began: Double) -> Row {
        let start = Timestamp(Self.now.addingTimeInterval(began))
        let run = Run(runId: id, batchTime: start, startTime: start, status: status)
        return Row(name: String(id), item: AnyItem(run))
    }

    private func answer(_ job: String, _ rows: [Row]) -> ConsoleAction {
        .listLoaded(ListKey(.runs, .job(job)), .success(Listing(rows: rows)), at: Self.now)
    }

    @Test func `at first everything that is wanted is said, and then nothing again`() throws {
        let state = try state(jobs: ["a", "b"])
        var reconciler = PollReconciler(perSecond: 5)
        let first = reconciler.changes(in: state, after: nil, at: Self.moment)
        let keys = Set(first.map(\.key))
        #expect(keys.contains(.list(jobs)))
        #expect(keys.contains(.list(ListKey(.runs, .job("b")))))
        let again = reconciler.changes(in: state, after: .ticked(Self.now), at: Self.moment)
        #expect(again.isEmpty)
    }

    @Test func `the runs of every job are asked for before what aggregate lists are made of`()
        throws
    {
        let state = try state(jobs: (0..<500).map { "job\($0)" })
        var reconciler = PollReconciler(perSecond: 5)
        let keys = reconciler.changes(in: state, after: nil, at: Self.moment).map(\.key)
        let aggregate = Set(state.aggregatePolls.keys)
        let first = try #require(keys.firstIndex { aggregate.contains($0) })
        let last = try #require(
            keys.lastIndex { $0 == .part(ListKey(.runs, .job("job499")), .newest) }
        )
        #expect(last < first)
        #expect(keys.count { aggregate.contains($0) } == aggregate.count)
    }

    @Test func `an answer about one of many jobs plans that one alone`() throws {
        var state = try state(jobs: (0..<500).map { "job\($0)" })
        var reconciler = PollReconciler(perSecond: 5)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        let action = answer("job400", [run(7, .running, began: -30)])
        _ = state.update(action)
        let changes = reconciler.changes(in: state, after: action, at: Self.moment)
        #expect(changes.allSatisfy { "\($0.key)".contains("job400") })
        #expect(changes.contains { $0.key == .part(ListKey(.runs, .job("job400")), .newest) })
    }

    @Test func `a job at rest is asked just after its schedule has it begin`() throws {
        var state = try state(jobs: (0..<500).map { "job\($0)" })
        var reconciler = PollReconciler(perSecond: 5)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        let action = answer("job400", [run(7, .successful, began: -60)])
        _ = state.update(action)
        let plan = try #require(
            reconciler.changes(in: state, after: action, at: Self.moment).lazy
                .compactMap { $0.plan }.first
        )
        let instant = try #require(plan.instant)
        let due = Self.moment.date(of: instant)
        let second = Int(due.timeIntervalSince1970) % 3600
        #expect(second < 5, "asked \(second) s after the full hour")
    }

    @Test func `a run that waits to begin is followed as one under way`() throws {
        var state = try state(jobs: ["a", "b"])
        var reconciler = PollReconciler(perSecond: 5)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        let waiting = Row(
            name: "1",
            item: AnyItem(Run(runId: 1, batchTime: Timestamp(Self.now), status: .ready))
        )
        let action = answer("b", [waiting])
        _ = state.update(action)
        let changes = reconciler.changes(in: state, after: action, at: Self.moment)
        let plan = try #require(changes.lazy.compactMap { $0.plan }.first)
        #expect(plan.interval == .seconds(2) && plan.instant == nil)
    }

    @Test func `what is opened is asked for by its own question, and by its row's again later`()
        throws
    {
        var state = try state(jobs: ["a", "b"])
        var reconciler = PollReconciler(perSecond: 5)
        let rows = [run(1, .successful, began: -60)]
        let action = answer("b", rows)
        _ = state.update(action)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        for key in [Key.end, .enter] { _ = state.update(.terminal(.key(key))) }
        let opened = reconciler.changes(
            in: state,
            after: .terminal(.key(.enter)),
            at: Self.moment
        )
        let runs = ListKey(.runs, .job("b"))
        #expect(opened.contains { $0.key == .part(runs, .page(1)) && $0.plan != nil })
        #expect(opened.contains { $0.key == .list(runs) && $0.plan == nil })
        for key in [Key.escape, .home] { _ = state.update(.terminal(.key(key))) }
        _ = state.update(.rested(token: state.restToken))
        let closed = reconciler.changes(
            in: state,
            after: .terminal(.key(.home)),
            at: Self.moment
        )
        #expect(closed.contains { $0.key == .part(runs, .page(1)) && $0.plan == nil })
        #expect(closed.contains { $0.key == .list(runs) && $0.plan != nil })
    }

    @Test func `what is shown no longer is asked by its row's question, whatever was told of`()
        throws
    {
        var state = try state(jobs: ["a", "b"])
        state.watched = [ResourceAddress(.jobs, .root, "b")]
        var reconciler = PollReconciler(perSecond: 5)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        state.watched = []
        let other = answer("a", [run(1, .successful, began: -60)])
        _ = state.update(other)
        let changes = reconciler.changes(in: state, after: other, at: Self.moment)
        let row = PollKey.list(ListKey(.runs, .job("b")))
        #expect(changes.last { $0.key == row }?.plan != nil)
    }

    @Test func `a job that is gone is not asked for any more`() throws {
        var state = try state(jobs: ["a", "b"])
        var reconciler = PollReconciler(perSecond: 5)
        _ = reconciler.changes(in: state, after: nil, at: Self.moment)
        let left = [Row(name: "a", item: AnyItem(try job(named: "a")))]
        let action = ConsoleAction.listLoaded(
            jobs,
            .success(Listing(rows: left)),
            at: Self.now
        )
        _ = state.update(action)
        let changes = reconciler.changes(in: state, after: action, at: Self.moment)
        #expect(
            changes.contains { $0.key == .list(ListKey(.runs, .job("b"))) && $0.plan == nil }
        )
    }
}

@Suite struct ResponseCacheTests {
    /// Two questions about one list: what either was told may have been changed by the other since.
    @Test func `what another question about the list has changed is news again`() async {
        let cache = ResponseCache()
        let runs = ListKey(.runs, .job("a"))
        func listing(_ status: String) -> Result<Listing, APIError> {
            .success(Listing(rows: [Row(name: "7", item: AnyItem(status))]))
        }
        let (strip, newest) = (PollKey.list(runs), PollKey.part(runs, .newest))
        #expect(await cache.isNews(listing("Running"), about: runs, asked: strip) == nil)
        #expect(await cache.isNews(listing("Failed"), about: runs, asked: newest) == nil)
        #expect(await cache.isNews(listing("Running"), about: runs, asked: strip) != false)
    }

    @Test func `an answer is news when it differs from the one before`() async {
        let cache = ResponseCache()
        let repos = ListKey(.repos, .root)
        let key = PollKey.list(repos)
        func listing(_ name: String) -> Result<Listing, APIError> {
            .success(Listing(rows: [Row(name: name, item: AnyItem(name))]))
        }
        #expect(await cache.isNews(listing("a"), about: repos, asked: key) == nil)
        #expect(await cache.isNews(listing("a"), about: repos, asked: key) == false)
        #expect(
            await cache.isNews(.failure(APIError(.unreachable, "")), about: repos, asked: key)
                == nil
        )
        #expect(await cache.isNews(listing("b"), about: repos, asked: key) == true)
    }
}
