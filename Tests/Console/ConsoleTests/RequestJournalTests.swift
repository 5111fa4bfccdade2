import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct RequestJournalTests {
    private func entry(
        _ call: String = "ListJobs",
        _ milliseconds: Double = 1,
        ago seconds: Double = 0,
        status: Int? = 200,
        failure: String? = nil
    ) -> RequestEntry {
        RequestEntry(
            time: ConsoleFixture.now.addingTimeInterval(-seconds),
            call: call,
            path: "/v2/jobs",
            status: status,
            failure: failure,
            milliseconds: milliseconds,
            bytes: 10,
            requestID: nil
        )
    }

    private func journal(_ entries: [RequestEntry]) -> RequestJournal {
        entries.reduce(into: RequestJournal()) { $0.append($1) }
    }

    @Test func `a console open for weeks keeps the latest requests and counts all`() {
        let journal = journal((0..<5000).map { entry("Call", Double($0)) })
        #expect(journal.total == 5000)
        #expect(journal.entries.count >= RequestJournal.most)
        #expect(journal.entries.count < RequestJournal.most + 100)
        #expect(journal.entries.last?.milliseconds == 4999)
        let kept = journal.entries.map(\.milliseconds)
        #expect(kept == kept.sorted())
    }

    @Test func `what was refused and what was not answered is counted`() {
        let journal = journal([
            entry(), entry(status: 404), entry(status: 503), entry(status: nil, failure: "timeout"),
            entry(status: 304),
        ])
        #expect(journal.refused == 3 && journal.total == 5)
        #expect(journal.costs(at: ConsoleFixture.now).map(\.refused) == [3])
    }

    private static let latencies: [(times: [Double], median: Double, p99: Double)] = [
        ([7], 7, 7), ([1, 2], 1, 2), ([3, 1, 2], 2, 3), ((1...100).map(Double.init), 50, 99),
        ((1...101).map(Double.init), 51, 100), ((1...1000).map { _ in 4 }, 4, 4),
    ]

    @Test(arguments: latencies)
    func `percentiles are by nearest rank`(_ times: [Double], _ median: Double, _ p99: Double) {
        let journal = journal(times.reversed().map { entry("Call", $0) })
        #expect(journal.latency(50) == median && journal.latency(99) == p99)
        let cost = journal.costs(at: ConsoleFixture.now).first
        #expect(cost?.median == median && cost?.p99 == p99)
    }

    @Test func `before the first request there is no latency`() {
        #expect(RequestJournal().latency(50) == nil)
        #expect(RequestJournal().costs(at: ConsoleFixture.now).isEmpty)
        #expect(RequestJournal().perMinute(at: ConsoleFixture.now) == 0)
    }

    @Test func `a minute is the last sixty seconds`() {
        let journal = journal([300, 61, 60, 59, 1, 0].map { entry("Call", 1, ago: $0) })
        #expect(journal.perMinute(at: ConsoleFixture.now) == 4)
        #expect(journal.perMinute(at: ConsoleFixture.now.addingTimeInterval(30)) == 2)
        #expect(journal.costs(at: ConsoleFixture.now).map(\.perMinute) == [4])
    }

    @Test func `calls are in order of how often they are sent`() {
        let journal = journal([
            entry("Old", ago: 120), entry("Old", ago: 110), entry("Rare", ago: 20),
            entry("Often", ago: 3), entry("Also", ago: 2), entry("Often", ago: 1),
        ])
        let calls = journal.costs(at: ConsoleFixture.now).map(\.call)
        #expect(calls == ["Often", "Also", "Rare", "Old"])
    }

    @Test func `the screen of requests is made of it`() throws {
        var console = try ConsoleFixture()
        console.receive(.requested(entry("ListJobs", 12.3)))
        console.receive(.requested(entry("GetRepo", 4, status: 404)))
        console.press(.character("9"))
        #expect(console.text.contains("ListJobs") && console.text.contains("12 ms"))
        #expect(console.text.contains("2 requests in the last minute"))
        #expect(console.text.contains("1 refused or unanswered"))
        #expect(!console.state.wantsForecast)
        console.press(.character("]"))
        #expect(console.state.wantsForecast)
        console.press(.character("]"))
        #expect(console.text.contains("404"))
    }
}
