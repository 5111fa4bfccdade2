import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct LineageTests {
    /// access_log → count_pv → pv_1m → rank → top; pv_1m also to a bucket; files → hourly → daily.
    private static var facts: LineageFacts {
        var facts = LineageFacts()
        facts.wholeKinds = [.dataSource, .repo, .job]
        facts.repos = [
            .init(name: "top", derivedFrom: "rank"), .init(name: "access_log", derivedFrom: ""),
            .init(name: "pv_1m", derivedFrom: "count_pv"),
        ]
        facts.transforms = [
            .init(repo: "pv_1m", name: "rank", to: "top"),
            .init(repo: "access_log", name: "count_pv", to: "pv_1m"),
        ]
        facts.exports = [
            .init(container: "pv_1m", name: "to_kodo", type: .kodo, target: "logs")
        ]
        facts.dataSources = ["files"]
        facts.jobs = [
            job("daily", [("hourly", .job), ("gone", .dataSource)]),
            job("hourly", [("files", .dataSource)]),
            job("both", [("hourly", .job), ("daily", .job)]),
        ]
        facts.jobExports = [
            .init(container: "daily", name: "report", type: .report, target: "db.uv")
        ]
        return facts
    }

    private static func job(
        _ name: String,
        _ sources: [(String, JobSourceType)]
    ) -> LineageFacts.Job {
        .init(
            name: name,
            sources: sources.map { JobSource(name: $0.0, type: $0.1, tableName: $0.0) }
        )
    }

    private static func picture(
        _ direction: Lineage.Direction,
        of item: Lineage.Item,
        in facts: LineageFacts = facts
    ) -> [String] {
        let nodes = Lineage(facts).nodes(direction, of: item, glyphs: .ascii)
        return TreeLines.lines(of: nodes, folded: []).map { row in
            String(repeating: "  ", count: row.depth)
                + row.spans.map(\.text).joined().split(separator: " ").joined(separator: " ")
        }
    }

    @Test func `a repo leads to what is made of it`() {
        #expect(
            Self.picture(.downstream, of: .init(.repo, "access_log")) == [
                "transform count_pv",
                "  repo pv_1m",
                "    transform rank",
                "      repo top",
                "    export to_kodo -> kodo logs",
            ]
        )
        #expect(
            Self.picture(.upstream, of: .init(.repo, "top")) == [
                "transform rank", "  repo pv_1m", "    transform count_pv",
                "      repo access_log",
            ]
        )
    }

    @Test func `a job leads to its sources, and says which are not there`() {
        #expect(
            Self.picture(.upstream, of: .init(.job, "daily")) == [
                "data source gone not listed", "job hourly", "  data source files",
            ]
        )
    }

    @Test func `an item reached twice is followed once`() {
        #expect(
            Self.picture(.downstream, of: .init(.dataSource, "files")) == [
                "job hourly", "  job both", "  job daily", "    job both seen above",
                "    job export report -> report db.uv",
            ]
        )
    }

    @Test func `a circle ends where it began`() {
        var facts = Self.facts
        facts.jobs = [
            Self.job("a", [("b", .job), ("a", .job)]), Self.job("b", [("a", .job)]),
        ]
        #expect(
            Self.picture(.downstream, of: .init(.job, "a"), in: facts) == [
                "job a seen above", "job b", "  job a seen above",
            ]
        )
        let lineage = Lineage(facts)
        #expect(lineage.counts(.downstream, of: .init(.job, "a")) == [.job: 1])
        #expect(lineage.counts(.upstream, of: .init(.job, "b")) == [.job: 1])
    }

    @Test func `a transform known from its result alone stands in the tree`() {
        var facts = LineageFacts()
        facts.repos = [.init(name: "pv", derivedFrom: "count")]
        #expect(
            Self.picture(.upstream, of: .init(.repo, "pv"), in: facts)
                == ["transform count not asked yet"]
        )
        facts.wholeKinds = [.transform]
        #expect(
            Self.picture(.upstream, of: .init(.repo, "pv"), in: facts)
                == ["transform count not listed"]
        )
    }

    @Test func `counts tell the items above and below`() {
        let lineage = Lineage(Self.facts)
        #expect(
            lineage.summary(.downstream, of: .init(.repo, "access_log")).english
                == "downstream: 2 repos, 2 transforms, 1 export"
        )
        #expect(
            lineage.summary(.upstream, of: .init(.repo, "access_log")).english
                == "upstream: nothing"
        )
        #expect(
            lineage.counts(.downstream, of: .init(.dataSource, "files")) == [
                .job: 3, .jobExport: 1,
            ]
        )
    }

    @Test func `every row leads to its item`() {
        let lineage = Lineage(Self.facts)
        let start = Lineage.Item(.repo, "access_log")
        let nodes = lineage.nodes(.downstream, of: start, glyphs: .unicode)
        let targets = TreeLines.lines(of: nodes, folded: []).map(\.target)
        #expect(
            targets == [
                ResourceAddress(.transforms, .repo("access_log"), "count_pv"),
                ResourceAddress(.repos, .root, "pv_1m"),
                ResourceAddress(.transforms, .repo("pv_1m"), "rank"),
                ResourceAddress(.repos, .root, "top"),
                ResourceAddress(.exports, .repo("pv_1m"), "to_kodo"),
            ]
        )
    }

    @Test func `the order of the answers changes nothing`() {
        var turned = Self.facts
        turned.repos.reverse()
        turned.transforms.reverse()
        turned.jobs.reverse()
        #expect(Lineage(turned) == Lineage(Self.facts))
        for item in [Lineage.Item(.repo, "access_log"), Lineage.Item(.dataSource, "files")] {
            #expect(
                Self.picture(.downstream, of: item, in: turned)
                    == Self.picture(.downstream, of: item)
            )
        }
    }

    @Test func `whatever is below an item has it above`() {
        let lineage = Lineage(Self.facts)
        let items = lineage.tree(.downstream, of: .init(.dataSource, "files")).items
        #expect(items.count == 5)
        for item in items {
            let above = lineage.tree(.upstream, of: item).items
            #expect(above.contains(.init(.dataSource, "files")))
        }
    }
}
