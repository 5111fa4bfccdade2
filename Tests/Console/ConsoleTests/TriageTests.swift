import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct TriageTests {
    private let now = ConsoleFixture.now

    private func job(_ name: String, crontab: String? = nil) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: ""),
                scheduler: JobScheduler(
                    type: crontab == nil ? .manual : .crontab,
                    spec: crontab.map { .init(crontab: $0) }
                )
            )
        )
    }

    private func run(
        _ id: Int,
        _ status: RunStatus,
        ago seconds: Double,
        took: Int = 10,
        _ message: String = ""
    ) -> Run {
        let start = now.addingTimeInterval(-seconds)
        return Run(
            runId: id,
            batchTime: Timestamp(start),
            startTime: Timestamp(start),
            duration: took,
            status: status,
            message: message
        )
    }

    private func triage(_ jobs: [(job: Job, runs: [Run])]) -> Triage {
        Triage(jobs: jobs, now: now, zone: ServiceZone(local: .utc))
    }

    @Test func `failures are grouped by the first line of their message, the most first`() {
        let found = triage([
            (job("a"), [run(2, .failed, ago: 60, "no space left\nat row 7")]),
            (job("b"), [run(1, .failed, ago: 60, "no such table")]),
            (job("c"), [run(9, .failed, ago: 60, "no space left\nat row 9")]),
        ])
        #expect(found.failures.map(\.reason) == ["no space left", "no such table"])
        #expect(found.failures[0].runs.map(\.job) == ["a", "c"])
    }

    @Test func `a failure that a later run has mended is none`() {
        let runs = [run(2, .successful, ago: 10), run(1, .failed, ago: 60, "full")]
        #expect(triage([(job("a"), runs)]).failures == [])
    }

    @Test func `a run is slow once it is longer than nearly all before it`() {
        let usual = (1...20).map { run($0, .successful, ago: 9000, took: 100 + $0) }
        let quick = triage([(job("a"), [run(21, .running, ago: 110)] + usual)])
        #expect(quick.slow == [] && quick.running.count == 1)
        let slow = triage([(job("a"), [run(21, .running, ago: 130)] + usual)])
        #expect(slow.slow.map(\.seconds) == [130])
    }

    @Test func `with too few runs nothing is usual, so nothing is slow`() {
        let runs = [run(2, .running, ago: 9999), run(1, .successful, ago: 10_000, took: 1)]
        #expect(triage([(job("a"), runs)]).slow == [])
    }

    @Test func `a schedule whose next batch has not come is late after a minute`() {
        let hourly = job("a", crontab: "0 * * * *")
        let last = run(1, .successful, ago: 2 * 3600)
        let found = triage([(hourly, [last])])
        #expect(found.late.map(\.job) == ["a"])
        #expect((found.late.first?.seconds ?? 0) > 60)
        let fresh = triage([(hourly, [run(2, .successful, ago: 1)])])
        #expect(fresh.late.isEmpty && fresh.isQuiet)
    }

    @Test func `jobs that nobody schedules are never late`() {
        #expect(triage([(job("a"), [run(1, .successful, ago: 1e6)])]).late.isEmpty)
    }
}

@Suite struct OverviewTests {
    @Test func `from a failure it is one key to its run, and one back to the overview`() throws {
        var console = try ConsoleFixture()
        console.press(.character("0"), .down, .down, .enter)
        let run = ResourceAddress(.runs, .job("broken"), "7")
        #expect(console.state.page?.address == run && console.state.focus == .main)
        #expect(console.text.contains("十二元"))
        console.press(.escape)
        #expect(console.state.page?.address == Overview.address)
        #expect(console.state.page?.cursor == 2)
    }

    @Test func `a failing export is on it and is gone to`() throws {
        var console = try ConsoleFixture()
        let progress = StreamProgress(processed: 0, behind: 1, lastError: "answered 503")
        let export = Export(name: "out", type: .http, spec: [:], progress: progress)
        console.answer(.exports, .repo("access_log"), [export]) { $0.name }
        console.press(.character("0"))
        #expect(console.text.contains("answered 503"))
        let lines = try #require(console.state.page.flatMap { console.state.treeLines(of: $0) })
        let place = try #require(lines.firstIndex { $0.target?.name == "out" })
        for _ in 0..<place { console.press(.down) }
        console.press(.enter)
        let address = ResourceAddress(.exports, .repo("access_log"), "out")
        #expect(console.state.focusedAddress == address)
    }

    @Test func `nothing is asked for the overview's sake`() throws {
        var console = try ConsoleFixture()
        console.press(.character("0"))
        #expect(!console.state.polls.keys.contains { $0 == .list(Overview.address.list) })
        #expect(!console.state.polls.isEmpty)
    }

    @Test func `in a lineage Enter goes to what is under the cursor`() throws {
        var console = try ConsoleFixture()
        console.press(.character("1"), .enter)
        while console.state.page?.shownTab?.id != "lineage" { console.press(.character("]")) }
        console.press(.down, .down, .enter)
        let transform = ResourceAddress(.transforms, .repo("access_log"), "count_pv")
        #expect(console.state.focusedAddress == transform)
    }
}
