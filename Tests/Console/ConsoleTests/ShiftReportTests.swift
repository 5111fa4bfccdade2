import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ShiftReportTests {
    private let now = ConsoleFixture.now
    private var eightHours: Date { now.addingTimeInterval(-8 * 3600) }

    private func job(_ name: String, reads source: String? = nil) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: source.map { [JobSource(name: $0, type: .job, tableName: "t")] } ?? [],
                computation: Computation(code: ""),
                scheduler: JobScheduler(type: source == nil ? .manual : .depend)
            )
        )
    }

    private func run(
        _ id: Int,
        _ status: RunStatus,
        ago hours: Double,
        _ message: String = ""
    ) -> Run {
        let start = now.addingTimeInterval(-hours * 3600)
        return Run(
            runId: id,
            batchTime: Timestamp(start),
            startTime: Timestamp(start),
            endTime: Timestamp(start.addingTimeInterval(10)),
            duration: 10,
            status: status,
            message: message
        )
    }

    private func report(
        _ jobs: [(job: Job, runs: [Run])],
        changes: [AuditEntry] = []
    ) -> ShiftReport {
        var facts = LineageFacts()
        facts.jobs = jobs.map { .init(name: $0.job.name ?? "", sources: $0.job.srcs) }
        return ShiftReport(
            jobs: jobs,
            failingStreams: [],
            changes: changes,
            open: Triage(jobs: jobs, now: now, zone: ServiceZone(local: .utc)),
            lineage: Lineage(facts),
            since: eightHours,
            until: now
        )
    }

    private func change(_ what: String, ago hours: Double, _ outcome: String = "ok") -> AuditEntry {
        let identity = Identity(profile: "local", region: "nb", endpoint: "http://127.0.0.1:9900")
        return AuditEntry(
            user: "alice",
            change: ActivityEntry(
                what,
                .success(outcome),
                by: identity,
                at: now.addingTimeInterval(-hours * 3600)
            )
        )
    }

    private var context: RenderContext {
        RenderContext(
            now: now,
            zone: .utc,
            glyphs: .unicode,
            times: .relative,
            endpoint: "http://127.0.0.1:9900",
            profile: "local",
            listings: [:]
        )
    }

    @Test func `failures of the shift are grouped by their error, the first one first`() {
        let report = report([
            (job("a"), [run(3, .failed, ago: 1, "full"), run(2, .failed, ago: 3, "full")]),
            (job("b"), [run(9, .failed, ago: 2, "no table")]),
            (job("c"), [run(1, .failed, ago: 9, "before the shift")]),
        ])
        #expect(report.failures.map(\.reason) == ["full", "no table"])
        #expect(report.failures[0].runs.map(\.run.runId) == [2, 3])
        #expect(report.counts == [.failed: 3])
    }

    @Test func `a failure that a later run has mended is told and not open`() {
        let mended = [run(3, .successful, ago: 1), run(2, .failed, ago: 3, "full")]
        let report = report([(job("a"), mended)])
        #expect(report.failures.map(\.openJobs) == [[]])
        let text = report.markdown(in: context).joined(separator: "\n")
        #expect(text.contains("`a` run 2: a later run succeeded or is on"))
        #expect(text.contains("## Still open\n\nNothing."))
    }

    @Test func `what waits for an open failure is counted, with the batch time of its data`() {
        let runs = [run(3, .failed, ago: 1, "full"), run(2, .successful, ago: 3)]
        let jobs = [
            (job: job("a"), runs: runs), (job("b", reads: "a"), []), (job("c", reads: "b"), []),
        ]
        let blockage = report(jobs).failures[0].blockage
        #expect(blockage.jobs == 2 && blockage.exports == 0)
        #expect(blockage.dataOf == runs[1].batchTime)
    }

    @Test func `changes outside the shift are left out, and text cannot break the table`() {
        let report = report(
            [],
            changes: [
                change("Rerun run 7 of 'a|b'", ago: 1, "<b>\nx"), change("Old", ago: 9),
                change("Stop run 1 of 'c'", ago: 2),
            ]
        )
        let rows = report.markdown(in: context).filter { $0.hasPrefix("| 20") }
        #expect(
            rows == [
                "| 2026-11-21 01:00 | alice | Stop run 1 of 'c' | ok |",
                "| 2026-11-21 02:00 | alice | Rerun run 7 of 'a\\|b' | \\<b\\> |",
            ]
        )
    }

    @Test func `no text of a service acts on the terminal that the report is printed on`() {
        let bad = "a\u{1b}[2J\u{9b}\u{202e}\u{7}`"
        let report = report(
            [(job(bad), [run(2, .failed, ago: 3, bad)])],
            changes: [change(bad, ago: 1, bad)]
        )
        let lines = report.markdown(in: context)
        #expect(lines.contains { $0.contains("2J") })
        #expect(lines.filter { $0.contains(where: \.isUnprintable) } == [])
    }

    @Test func `a job whose earlier runs are not known is said to be known in part`() {
        let few = [run(30, .successful, ago: 1), run(29, .successful, ago: 2)]
        let all = [run(2, .successful, ago: 1), run(1, .successful, ago: 2)]
        #expect(report([(job("a"), few)]).partlyKnown == 1)
        #expect(report([(job("a"), all)]).partlyKnown == 0)
        #expect(report([(job("a"), few + [run(28, .successful, ago: 9)])]).partlyKnown == 0)
        let text = report([(job("a"), few)]).markdown(in: context).joined()
        #expect(text.contains("`pandora report --since 8h`"))
    }

    @Test func `the screen asks for the audit file once, and y copies all of it`() throws {
        var console = try ConsoleFixture()
        console.state.show(kind: .activity)
        console.press(.character(":"))
        console.type("report")
        console.press(.enter)
        #expect(console.state.page?.address == ShiftReport.address)
        let dayAgo = now.addingTimeInterval(-24 * 3600)
        #expect(console.effects.contains(.readAudit(since: dayAgo)))
        console.receive(.auditRead([change("Rerun run 7 of 'broken'", ago: 1)]))
        #expect(!console.effects.contains(.readAudit(since: dayAgo)))
        #expect(console.text.contains("Rerun run 7 of 'broken'"))
        console.press(.character("y"))
        guard case .terminal(.copy(let text))? = console.effects.first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.hasPrefix("# Shift report of 'local': "))
        #expect(text.split(separator: "\n").first?.hasSuffix(" +00:00") == true)
        #expect(text.contains("## Still open"))
    }
}

@Suite struct BlockageTests {
    @Test func `a failed run says what waits for it, and its group how much`() throws {
        var console = try ConsoleFixture()
        let reader = Job(
            name: "reader",
            definition: JobDefinition(
                srcs: [JobSource(name: "broken", type: .job, tableName: "t")],
                computation: Computation(code: ""),
                scheduler: JobScheduler(type: .depend)
            )
        )
        console.answer(.jobs, .root, try Samples.jobs() + [reader]) { $0.name ?? "" }
        let export = JobExport(name: "out", type: .kodo, spec: [:])
        console.answer(.jobExports, .job("reader"), [export]) { $0.name ?? "" }
        console.press(.character("0"))
        #expect(console.text.contains("blocks 2"))
        #expect(console.text.contains("blocks 1 job, 1 export"))
        console.press(.down, .down, .enter)
        #expect(console.text.contains("downstream    blocks 1 job, 1 export"))
    }

    @Test func `items in a circle are counted once`() {
        var facts = LineageFacts()
        facts.jobs = [
            .init(name: "a", sources: [JobSource(name: "b", type: .job, tableName: "t")]),
            .init(name: "b", sources: [JobSource(name: "a", type: .job, tableName: "t")]),
        ]
        #expect(Lineage(facts).reach(.downstream, from: [.init(.job, "a")]) == [.init(.job, "b")])
    }
}
