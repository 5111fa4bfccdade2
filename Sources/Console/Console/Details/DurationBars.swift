package import FoundationEssentials
package import PipelineAPI

/// Durations of runs as bars, measured against what is usual.
///
/// What is usual comes from the successful runs: a failed one ends when it fails. The scale leaves
/// outliers out, so that one run of a day does not make all others a dot; they fill their bar.
package struct DurationBars: Equatable, Sendable {
    /// One run; without a duration as long as it has not begun.
    package struct Bar: Equatable, Sendable {
        package let runId: Int
        package let status: RunStatus
        package let batchTime: Timestamp
        package let seconds: Int?

        package init(runId: Int, status: RunStatus, batchTime: Timestamp, seconds: Int?) {
            self.runId = runId
            self.status = status
            self.batchTime = batchTime
            self.seconds = seconds.map { min(max(0, $0), DurationBars.longest) }
        }
    }

    /// A hundred years; what a service claims beyond is as good as that.
    package static let longest = 100 * 366 * 86_400

    /// In the order in which they were given.
    package let bars: [Bar]
    package let median: Int?
    package let percentile95: Int?
    /// The seconds that fill a bar; never 0.
    package let scale: Int

    package init(_ bars: [Bar]) {
        self.bars = bars
        let usual = bars.filter { $0.status == .successful }.compactMap(\.seconds)
        median = RunStatistics.median(usual)
        percentile95 = RunStatistics.percentile95(usual)
        scale = DurationBars.scale(of: bars.compactMap(\.seconds), median: median)
    }

    /// A run that goes on lasts until now.
    package init(_ runs: [Run], now: Date) {
        self.init(
            runs.map { run in
                let start = run.status.isActive ? run.startTime?.date : nil
                let elapsed = start.map { Int(now.timeIntervalSince($0)) }
                return Bar(
                    runId: run.runId,
                    status: run.status,
                    batchTime: run.batchTime,
                    seconds: elapsed ?? run.duration
                )
            }
        )
    }

    /// The longest duration, or three times what is usual where that is less.
    private static func scale(of values: [Int], median: Int?) -> Int {
        let longest = values.max() ?? 1
        guard let usual = median ?? RunStatistics.median(values), usual > 0 else {
            return max(1, longest)
        }
        return max(1, min(longest, usual * 3))
    }

    package func isOutlier(_ bar: Bar) -> Bool { bar.seconds.map { $0 > scale } ?? false }

    /// The bar's length in eighths of a cell, `cells` being the scale; something is never 0.
    func eighths(of seconds: Int, cells: Int) -> Int {
        guard seconds > 0, cells > 0 else { return 0 }
        let share = min(1, Double(seconds) / Double(scale))
        return max(1, Int((share * Double(cells * 8)).rounded()))
    }

    /// `42m 02s of ~45m`; without what is usual the duration alone, and empty before a run begins.
    package func text(of bar: Bar) -> String {
        guard let seconds = bar.seconds else { return "" }
        let own = DurationText.text(seconds: seconds)
        return median.map { "\(own) of ~\(DurationBars.rounded($0))" } ?? own
    }

    /// Seconds under a minute, minutes under an hour, then two units: `45s`, `45m`, `2h 05m`.
    package static func rounded(_ seconds: Int) -> String {
        guard (60..<3570).contains(seconds) else { return DurationText.text(seconds: seconds) }
        return "\((seconds + 30) / 60)m"
    }
}
