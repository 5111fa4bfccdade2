import FoundationEssentials
import PipelineAPI
import Screen
import Testing

@testable import Console

@Suite struct DurationBarsTests {
    private static func bars(_ seconds: [Int?], _ status: RunStatus = .successful) -> DurationBars {
        DurationBars(
            seconds.enumerated().map {
                .init(
                    runId: $0,
                    status: status,
                    batchTime: Samples.time(hoursAgo: 1),
                    seconds: $1
                )
            }
        )
    }

    @Test(
        arguments: [
            ([], nil, nil), ([5, 5], nil, nil), ([3, 1, 2], 2, 3), ([4, 1, 3, 2], 2, 4),
            (Array(1...20), 10, 19), (Array(1...21), 11, 20), (Array(1...100), 50, 95),
            (Array(repeating: 7, count: 9) + [900], 7, 900),
        ] as [([Int], Int?, Int?)]
    )
    func `median and 95th percentile are durations that occurred`(
        _ values: [Int],
        _ median: Int?,
        _ percentile: Int?
    ) {
        #expect(RunStatistics.median(values.shuffled()) == median)
        #expect(RunStatistics.percentile95(values.shuffled()) == percentile)
    }

    @Test func `one endless run does not make dots of all others`() {
        let bars = Self.bars([100, 110, 90, 100, 86_400])
        #expect(bars.scale == 300)
        #expect(bars.bars.map { bars.isOutlier($0) } == [false, false, false, false, true])
        #expect(Self.bars([100, 110, 90]).scale == 110)
        #expect(Self.bars([100]).scale == 100)
        #expect(Self.bars([0, 0, 0, 0]).scale == 1)
        #expect(Self.bars([nil]).scale == 1)
        #expect(Self.bars([.max, .max, .max, -5]).scale == DurationBars.longest)
    }

    @Test func `what is usual comes from the successful runs`() {
        let failed = Self.bars([1, 1, 1, 1], .failed)
        #expect(failed.median == nil && failed.percentile95 == nil)
        #expect(failed.summary.english == "0 successful of 4 runs: too few to say what is usual")
        let runs = DurationBars(Samples.runs, now: ConsoleFixture.now)
        #expect(runs.median == 2691 && runs.percentile95 == 2712)
        #expect(
            runs.summary.english
                == "median 44m 51s, 95 in 100 within 45m 12s, of 3 successful runs"
        )
    }

    @Test func `a run is told against what is usual`() {
        let bars = DurationBars(Samples.runs, now: ConsoleFixture.now)
        #expect(
            bars.bars.map { bars.text(of: $0) }.prefix(2) == ["42s of ~45m", "44m 51s of ~45m"]
        )
        #expect(Self.bars([2522]).text(of: Self.bars([2522]).bars[0]) == "42m 02s")
        #expect(Self.bars([nil]).text(of: Self.bars([nil]).bars[0]) == "")
    }

    @Test func `a run that goes on lasts until now`() throws {
        let later = ConsoleFixture.now.addingTimeInterval(2480)
        let bars = DurationBars(Samples.runs, now: later)
        #expect(bars.text(of: try #require(bars.bars.first)) == "42m 02s of ~45m")
    }

    @Test(arguments: [
        (0, "0s"), (59, "59s"), (60, "1m"), (89, "1m"), (90, "2m"), (2691, "45m"),
        (3569, "59m"), (3599, "59m 59s"), (7500, "2h 05m"),
    ])
    func `what is usual is told roughly`(_ seconds: Int, _ text: String) {
        #expect(DurationBars.rounded(seconds) == text)
    }

    @Test(arguments: [
        (80, "███████│"), (40, "████   │"), (41, "████▁  │"), (45, "████▄  │"), (1, "▁      │"),
        (0, "       │"), (800, "███████│"),
    ])
    func `a bar lies in eighths of a cell and shows the median`(_ seconds: Int, _ text: String) {
        let bars = DurationBars(
            Self.bars([80, 80, 80]).bars + [
                .init(
                    runId: 9,
                    status: .failed,
                    batchTime: Samples.time(hoursAgo: 1),
                    seconds: min(seconds, 80)
                )
            ]
        )
        let spans = bars.spans(of: bars.bars[3], cells: 8, glyphs: .unicode)
        #expect(spans.map(\.text).joined() == text)
        #expect(spans.map(\.text).joined().displayWidth == 8)
    }

    @Test func `bars stand side by side, the newest to the right, over their statuses`() {
        let bars = DurationBars(Samples.runs, now: ConsoleFixture.now)
        #expect(
            bars.columns(width: 40, height: 4, glyphs: .unicode).map(\.shownText) == [
                "▇█─█─ ~45m", "██ █ ", "██▁█▁", "✔✔⊘✔▶",
            ]
        )
        let ascii = bars.columns(width: 3, height: 3, glyphs: .ascii)
        #expect(ascii.map(\.shownText) == ["-#- ~45m", "_#_", "/+>"])
        #expect(ascii.last?.spans.map(\.style) == [.warning, .good, .accent])
    }

    @Test func `without room or runs there are no bars`() {
        #expect(Self.bars([]).columns(width: 9, height: 4, glyphs: .unicode).isEmpty)
        #expect(Self.bars([1]).columns(width: 0, height: 4, glyphs: .unicode).isEmpty)
        #expect(Self.bars([1]).columns(width: 9, height: 1, glyphs: .unicode).isEmpty)
        #expect(Self.bars([1]).spans(of: Self.bars([1]).bars[0], cells: 0, glyphs: .ascii) == [])
    }

    @Test func `a longer run never has a shorter bar`() {
        let bars = Self.bars(Array(0...400))
        let lengths = (0...400).map { bars.eighths(of: $0, cells: 8) }
        #expect(lengths == lengths.sorted() && lengths.first == 0 && lengths.last == 64)
        #expect(lengths[1] == 1)
    }
}
