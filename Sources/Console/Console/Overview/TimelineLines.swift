import PipelineAPI
import Screen

/// A job's recent runs as bars over their statuses, the newest to the right.
enum TimelineLines {
    /// The number of cells for ` ~45m` beside the bars.
    private static let labelWidth = 6

    static func lines(of runs: [Run]?, in context: RenderContext) -> [DetailLine] {
        guard let runs, !runs.isEmpty else { return [DetailLine(says: "no run yet", .muted)] }
        let bars = DurationBars(runs, now: context.now)
        return bars.columns(
            width: min(100, context.width - labelWidth),
            height: 9,
            glyphs: context.glyphs
        ) + [
            .blank, DetailLine(says: bars.summary, .muted, wraps: true),
        ]
    }
}
