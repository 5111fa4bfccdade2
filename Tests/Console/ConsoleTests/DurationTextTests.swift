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
}
