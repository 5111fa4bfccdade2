import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct ServiceZoneTests {
    private static let kolkata = LocalZone.fixed(seconds: 19_800)

    private func date(_ text: String) throws -> Date { try #require(Timestamp(text: text).date) }

    private func job(_ name: String, _ crontab: String) -> Job {
        Job(
            name: name,
            definition: JobDefinition(
                srcs: [],
                computation: Computation(code: ""),
                scheduler: JobScheduler(type: .crontab, spec: .init(crontab: crontab))
            )
        )
    }

    private func evidence(_ crontab: String, _ batch: String) throws -> ServiceZone.Evidence {
        try #require(
            ServiceZone.Evidence(
                job("a", crontab),
                newest: Run(
                    runId: 1,
                    batchTime: Timestamp(text: batch),
                    status: .successful
                )
            )
        )
    }

    @Test func `what the service announces holds, whatever the batch times say`() throws {
        var zone = ServiceZone(local: Self.kolkata)
        zone.receive("+08:00")
        #expect(zone.zone == .beijing && zone.source == .announced)
        zone.learn(from: try evidence("0 9 * * *", "2026-11-26T09:00:00Z")) { [] }
        zone.receive(nil)
        zone.receive("nonsense")
        #expect(zone.zone == .beijing && zone.source == .announced)
    }

    @Test func `what contradicts the zone and no other explains better is compared ever seldomer`()
        throws
    {
        var zone = ServiceZone(local: Self.kolkata)
        let contradicting = try evidence("0 9 * * *", "2026-11-26T09:07:03Z")
        var comparisons = 0
        for _ in 1...1000 {
            zone.learn(from: contradicting) {
                comparisons += 1
                return []
            }
        }
        #expect(comparisons == 7 + (1000 - 64) / 64)
        #expect(zone.zone == Self.kolkata && zone.source == .assumed)
        let one = try evidence("0 9 * * *", "2026-11-26T01:00:00Z")
        for _ in 1...64 { zone.learn(from: one) { [] } }
        #expect(zone.zone == .beijing && zone.source == .learned)
    }

    @Test func `of batch times that agree with the zone ever fewer are looked at`() throws {
        var zone = ServiceZone(local: .beijing)
        let agreeing = try evidence("0 9 * * *", "2026-11-26T01:00:00Z")
        var looks = 0
        for _ in 1...1000 where zone.wantsEvidence() {
            looks += 1
            zone.learn(from: agreeing) { [] }
        }
        #expect(looks < 80)
        zone.learn(from: try evidence("0 9 * * *", "2026-11-26T09:07:03Z")) { [] }
        let wanted = [zone.wantsEvidence(), zone.wantsEvidence()]
        #expect(wanted == [true, true], "a contradiction ends that")
        zone.receive("+08:00")
        let isWanted = zone.wantsEvidence()
        #expect(!isWanted)
    }

    @Test func `a batch time that only one offset explains tells the zone`() throws {
        var zone = ServiceZone(local: Self.kolkata)
        zone.learn(from: try evidence("0 9 * * *", "2026-11-26T01:00:00Z")) { [] }
        #expect(zone.zone == .beijing && zone.source == .learned)
    }

    @Test func `of offsets that explain all equally the profile's is taken, then Beijing's`() throws
    {
        let hourly = try evidence("20 * * * *", "2026-11-26T05:20:00Z")
        var unknown = ServiceZone(local: Self.kolkata)
        unknown.learn(from: hourly) { [] }
        #expect(unknown.zone == .beijing && unknown.source == .assumed)
        var set = ServiceZone(local: Self.kolkata, setting: .fixed(seconds: 3600))
        #expect(set.source == .set)
        set.learn(from: hourly) { [] }
        #expect(set.zone == .fixed(seconds: 3600) && set.source == .set)
    }

    @Test func `a run that was started by hand does not turn the zone that others show`() throws {
        var zone = ServiceZone(local: .utc)
        let others = [
            try evidence("0 9 * * *", "2026-11-26T09:00:00Z"),
            try evidence("30 2 * * *", "2026-11-26T02:30:00Z"),
        ]
        zone.learn(from: try evidence("0 8 * * *", "2026-11-26T12:00:00Z")) { others }
        #expect(zone.zone == .utc)
    }

    @Test func `several daily jobs outvote one that is out of its time`() throws {
        var zone = ServiceZone(local: Self.kolkata)
        let others = [
            try evidence("0 9 * * *", "2026-11-26T01:00:00Z"),
            try evidence("30 2 * * *", "2026-11-25T18:30:00Z"),
        ]
        zone.learn(from: try evidence("0 8 * * *", "2026-11-26T12:07:00Z")) { others }
        #expect(zone.zone == .beijing && zone.source == .learned)
    }

    /// A console half an hour apart from its service, as India's is from most.
    @Test func `healthy jobs are not late, in whatever zone the console is`() throws {
        let now = try date("2026-11-26T05:45:00Z")
        let jobs = [
            ("hourly", "20 * * * *", "2026-11-26T05:20:00.000Z"),
            ("daily", "0 4 * * *", "2026-11-26T04:00:00.000Z"),
        ]
        for seconds in stride(from: -12 * 3600, through: 14 * 3600, by: 900) {
            var state = ConsoleState(
                identity: Identity(profile: "a", region: "nb", endpoint: "http://a"),
                zone: .fixed(seconds: seconds),
                size: Size(width: 120, height: 40),
                now: now
            )
            let rows = jobs.map { job($0.0, $0.1) }.map {
                Row(name: $0.name ?? "", item: AnyItem($0))
            }
            _ = state.update(
                .listLoaded(ListKey(.jobs, .root), .success(Listing(rows: rows)), at: now)
            )
            for (name, _, batch) in jobs {
                let run = Run(runId: 1, batchTime: Timestamp(text: batch), status: .successful)
                let listing = Listing(rows: [Row(name: "1", item: AnyItem(run))])
                _ = state.update(
                    .listLoaded(ListKey(.runs, .job(name)), .success(listing), at: now)
                )
            }
            #expect(state.renderContext(glyphs: .ascii).triage.late.isEmpty, "\(seconds)")
            #expect(state.serviceZone.zone == .utc || seconds == 0)
            state.now = try date("2026-11-26T06:25:00Z")
            let late = state.renderContext(glyphs: .ascii).triage.late
            #expect(late.map(\.job) == ["hourly"] && late.map(\.seconds) == [300], "\(seconds)")
        }
    }

    @Test func `a schedule names its zone, and its times in both where they differ`() throws {
        let context = RenderContext(
            now: try date("2026-11-26T05:45:00Z"),
            zone: Self.kolkata,
            serviceZone: {
                var zone = ServiceZone(local: Self.kolkata)
                zone.receive("+08:00")
                return zone
            }(),
            glyphs: .ascii,
            times: .absolute,
            listings: [:]
        )
        let lines = ScheduleLines.lines(of: job("a", "0 9 * * *").scheduler, in: context).map {
            $0.spans.map(\.text).joined()
        }
        #expect(lines[1].hasSuffix("+08:00, announced by the service"))
        #expect(lines[2].contains("next          2026-11-27 06:30:00 +05:30"))
        #expect(lines[3].contains("next there    2026-11-27 09:00:00 +08:00"))
    }
}
