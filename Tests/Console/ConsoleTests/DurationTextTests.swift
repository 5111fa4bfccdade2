import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct DurationTextTests {
    private func text(from start: String?, to end: String?, seconds: Int?) throws -> String {
        var run = Samples.failedRun
        run.startTime = start.map { Timestamp(text: $0) }
        run.endTime = end.map { Timestamp(text: $0) }
        run.duration = seconds
        let context = try ConsoleFixture().state.renderContext(glyphs: .ascii)
        return DurationText.of(run, in: context)
    }

    @Test func `less than a second is said in milliseconds, where the times have them`() throws {
        let start = "2026-11-21T03:00:00.100Z"
        #expect(try text(from: start, to: "2026-11-21T03:00:00.118Z", seconds: 0) == "18 ms")
        #expect(try text(from: start, to: "2026-11-21T03:00:01.05Z", seconds: nil) == "950 ms")
    }

    @Test func `whole seconds are said as such`() throws {
        let start = "2026-11-21T03:00:00Z"
        #expect(try text(from: start, to: start, seconds: 0) == "0s")
        #expect(try text(from: start, to: "2026-11-21T03:03:10Z", seconds: 190) == "3m 10s")
        #expect(try text(from: start, to: nil, seconds: 0) == "0s")
        #expect(try text(from: nil, to: nil, seconds: 0) == "")
    }

    @Test func `the usual duration of short runs is said in milliseconds too`() throws {
        var console = try ConsoleFixture()
        let runs = (1...3).map { id in
            var run = Samples.failedRun
            run.runId = id
            run.status = .successful
            run.startTime = Timestamp(text: "2026-11-21T03:00:00.100Z")
            run.endTime = Timestamp(text: "2026-11-21T03:00:00.1\(id)8Z")
            run.duration = 0
            return run
        }
        console.answer(.runs, .job("broken"), runs) { String($0.runId) }
        let context = console.state.renderContext(glyphs: .ascii)
        let address = ResourceAddress(.runs, .job("broken"), "3")
        let lines = RunLines.lines(of: runs[2], at: address, in: context)
        #expect(
            lines.contains {
                $0.spans.map(\.text).joined().hasSuffix("median of 3 successful runs: 28 ms")
            }
        )
    }
}
