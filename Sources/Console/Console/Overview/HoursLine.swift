import FoundationEssentials
import PipelineAPI
import Screen

/// The runs of all jobs in the last hours: one bar an hour, with marks for hours with failures.
enum HoursLine {
    static let hours = 24

    /// Returns the number of runs started in each hour, oldest first.
    struct Counts: Equatable {
        var all = [Int](repeating: 0, count: HoursLine.hours)
        var failed = [Int](repeating: 0, count: HoursLine.hours)
    }

    static func counts(of runs: some Sequence<Run>, now: Date) -> Counts {
        var counts = Counts()
        for run in runs {
            guard let start = run.startTime?.date else { continue }
            let hour = Int((now.timeIntervalSince(start) / 3600).rounded(.down))
            guard (0..<hours).contains(hour) else { continue }
            counts.all[hours - 1 - hour] += 1
            if run.status == .failed { counts.failed[hours - 1 - hour] += 1 }
        }
        return counts
    }

    static func nodes(of counts: Counts, in context: RenderContext) -> [TreeNode] {
        let glyphs = context.glyphs
        // An hour takes two cells if there is room for that, the indentation and the text beside the bars.
        let cells = context.width >= hours * 2 + 16 ? 2 : 1
        let blank = String(repeating: " ", count: cells)
        let most = max(1, counts.all.max() ?? 1)
        let bars = counts.all.map { count -> Span in
            guard count > 0 else { return Span(blank) }
            let step = min(glyphs.bars.count - 1, count * glyphs.bars.count / (most + 1))
            return Span(String(repeating: glyphs.bars[step], count: cells), .accent)
        }
        let marks = counts.failed.map { count in
            Span(count > 0 ? "\(glyphs.failed)".padded(toWidth: cells) : blank, .failure)
        }
        return [
            TreeNode(
                name: "runs",
                spans: bars + [Span(says: "  \(counts.all.reduce(0, +)) runs", .muted)]
            ),
            TreeNode(
                name: "failures",
                spans: marks + [Span(says: "  \(counts.failed.reduce(0, +)) failed", .muted)]
            ),
            TreeNode(
                name: "scale",
                spans: [
                    Span(says: "\(hours)h ago", .muted, width: hours * cells - 3),
                    Span(says: "now", .muted),
                ]
            ),
        ]
    }
}
