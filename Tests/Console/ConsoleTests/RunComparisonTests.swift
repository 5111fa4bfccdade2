import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct RunComparisonTests {
    private let now = ConsoleFixture.now
    private let job = ResourceAddress(.jobs, .root, "broken")

    private func run(_ id: Int, _ status: RunStatus, ago hours: Double, took: Int = 45) -> Run {
        let start = now.addingTimeInterval(-hours * 3600)
        return Run(
            runId: id,
            batchTime: Timestamp(start),
            startTime: Timestamp(start),
            endTime: Timestamp(start.addingTimeInterval(Double(took))),
            duration: took,
            status: status,
            message: status == .failed ? "cannot convert 'x'\nline 2, column 8" : "4 rows"
        )
    }

    private func version(_ text: String, ago hours: Double) -> DefinitionVersion {
        DefinitionVersion(
            job,
            endpoint: "http://127.0.0.1:9900",
            seen: now.addingTimeInterval(-hours * 3600),
            text: text
        )
    }

    private var runs: [Run] {
        [
            run(9, .failed, ago: 1), run(8, .failed, ago: 2), run(7, .successful, ago: 3, took: 30),
            run(6, .successful, ago: 4),
        ]
    }

    @Test func `it is with the last successful run before, and what was changed in between`() {
        let versions = [
            version("a\nb\n", ago: 9), version("a\nc\n", ago: 3.5), version("a\nd\n", ago: 2.5),
        ]
        let comparison = RunComparison(runs[0], with: nil, among: runs, versions: versions)
        #expect(comparison.other?.runId == 7)
        #expect(comparison.changes.map(\.seen) == [versions[2].seen])
        let change = comparison.changes[0]
        #expect(change.lines.map { ($0.isAdded ? "+" : "-") + $0.line } == ["-c", "+d"])
        #expect(change.firstRun?.runId == 8 && change.firstFailure?.runId == 8)
    }

    @Test func `another run that was asked for is taken instead`() {
        let comparison = RunComparison(runs[0], with: runs[3], among: runs, versions: [])
        #expect(comparison.other?.runId == 6 && comparison.knownSince == nil)
    }

    @Test func `a change after the run has ended is none of it`() {
        let versions = [version("a", ago: 9), version("b", ago: 0.5)]
        let comparison = RunComparison(runs[0], with: nil, among: runs, versions: versions)
        #expect(comparison.changes.isEmpty && comparison.knownSince == versions[0].seen)
    }

    @Test func `without a successful run before it says so`() {
        let comparison = RunComparison(runs[3], with: nil, among: runs, versions: [])
        #expect(comparison.other == nil)
    }

    @Test(arguments: [
        ("line 4, column 7: no such column", 4), ("Binder Error\nLINE 12: SELECT x", 12),
        ("line 4 of 'a.json' cannot be read as JSON", nil), ("offline 4", nil), ("line 0", nil),
        ("line 99999999999999999999", nil),
    ])
    func `the line of an error is the SQL's, and not a file's`(message: String, line: Int?) {
        #expect(ErrorPlace.line(in: message) == line)
    }

    @Test func `= on a job compares its newest run, with the changes read from the journal`() throws
    {
        var console = try ConsoleFixture()
        console.answer(.runs, .job("broken"), runs) { String($0.runId) }
        console.select(job: "broken")
        console.press(.character("="))
        #expect(console.state.page?.address == ResourceAddress(.runs, .job("broken"), "9"))
        #expect(console.effects.contains(.readDefinitions(of: job)))
        #expect(console.text.contains("the definition was not seen before"))
        console.receive(
            .definitionsRead([version("code: a\n", ago: 9), version("code: b\n", ago: 2.5)])
        )
        #expect(console.text.contains("45s  ×1.5"))
        #expect(console.text.contains("+ code: b"))
        #expect(console.text.contains("the first failure is run 8"))
    }

    @Test func `a failed run's SQL has the line marked that the message names`() throws {
        var console = try ConsoleFixture()
        console.answer(.runs, .job("broken"), runs) { String($0.runId) }
        console.select(job: "broken")
        console.press(.character("="), .character("]"))
        #expect(console.text.contains("✖ SELECT count(*) AS n"))
    }

    @Test func `a definition is kept when it is seen first, and when it has changed`() throws {
        var console = try ConsoleFixture()
        var jobs = try Samples.jobs()
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        #expect(kept(console.effects) == [])
        jobs[1].computation.code = "SELECT 2"
        console.answer(.jobs, .root, jobs) { $0.name ?? "" }
        #expect(kept(console.effects) == ["hourly_pv"])
    }

    private func kept(_ effects: [ConsoleEffect]) -> [String] {
        effects.flatMap { effect -> [String] in
            guard case .task(.keepDefinitions(_, let rows, _)) = effect else { return [] }
            return rows.map(\.name)
        }
    }

    @Test func `a definition's text has no secret and does not depend on the order of its keys`()
        throws
    {
        let key = ListKey(.jobs, .root)
        let rows = try Samples.jobs().map { Row(name: $0.name ?? "", item: AnyItem($0)) }
        let versions = rows.definitions(of: key, on: "http://a", seen: now)
        #expect(versions.map(\.name) == rows.map(\.name))
        #expect(versions[0].text.contains("SELECT count(*) AS n"))
        #expect(!versions[0].text.contains("schema:"))
    }
}
