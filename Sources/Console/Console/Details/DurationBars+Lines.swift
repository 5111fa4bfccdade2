import PipelineAPI
package import Screen

extension DurationBars {
    /// A bar that lies, one line high, with a line where the median is.
    package func spans(of bar: Bar, cells: Int, glyphs: Glyphs) -> [Span] {
        let eighths = bar.seconds.map { self.eighths(of: $0, cells: cells) } ?? 0
        let mark = median.map { min(cells - 1, self.eighths(of: $0, cells: cells) / 8) }
        var spans: [Span] = []
        for cell in 0..<max(0, cells) {
            let filled = min(8, eighths - cell * 8)
            let (text, style): (Character, Style) =
                if cell == mark {
                    (glyphs.vertical, filled > 0 ? .strong : .muted)
                } else if filled > 0 {
                    (glyphs.bar(filled), style(of: bar))
                } else {
                    (" ", .plain)
                }
            if spans.last?.style == style {
                spans[spans.count - 1].text.append(text)
            } else {
                spans.append(Span(String(text), style))
            }
        }
        return spans
    }

    /// Bars that stand side by side, the first run to the right, over a row of their statuses.
    ///
    /// A rule where the median is runs through what the bars leave free. Runs that do not fit into
    /// the width are left out, the last first.
    package func columns(width: Int, height: Int, glyphs: Glyphs) -> [DetailLine] {
        let shown = Array(bars.prefix(max(0, width)).reversed())
        guard height > 1, !shown.isEmpty else { return [] }
        let rows = height - 1
        let mark = median.map { (max(1, eighths(of: $0, cells: rows)) - 1) / 8 }
        let lines = (0..<rows).reversed().map { row in
            DetailLine(
                shown.map { bar in
                    let eighths = bar.seconds.map { self.eighths(of: $0, cells: rows) } ?? 0
                    let filled = min(8, eighths - row * 8)
                    if filled > 0 { return Span(String(glyphs.bar(filled)), style(of: bar)) }
                    return row == mark
                        ? Span(String(glyphs.horizontal), .muted) : Span(" ", .plain)
                }.merged + label(row == mark, glyphs)
            )
        }
        let signs = shown.map { bar in
            Span(String(RunGlyphs.glyph(of: bar.status, in: glyphs)), style(of: bar))
        }
        return lines + [DetailLine(signs.merged)]
    }

    /// The sentence under the bars: what is usual, and of how many runs.
    package var summary: LocalizedText {
        let count = bars.count { $0.status == .successful && $0.seconds != nil }
        guard let median, let percentile95 else {
            return "\(count) successful of \(bars.count) runs: too few to say what is usual"
        }
        let (usual, most) = (
            DurationText.text(seconds: median), DurationText.text(seconds: percentile95)
        )
        return "median \(usual), 95 in 100 within \(most), of \(count) successful runs"
    }

    private func label(_ isMark: Bool, _ glyphs: Glyphs) -> [Span] {
        guard isMark, let median else { return [] }
        return [Span(" ~\(DurationBars.rounded(median))", .muted)]
    }

    /// What lasted longer than the scale stands out, whatever became of it.
    private func style(of bar: Bar) -> Style {
        isOutlier(bar) && bar.status != .failed ? .warning : RunGlyphs.style(of: bar.status)
    }
}

extension Glyphs {
    /// The block that fills so many eighths of its cell, 1 to 8.
    fileprivate func bar(_ eighths: Int) -> Character {
        bars.isEmpty ? "#" : bars[min(max(1, eighths), bars.count) - 1]
    }
}

extension [Span] {
    /// The same with neighbours of one style as one.
    fileprivate var merged: [Span] {
        reduce(into: []) { spans, span in
            if spans.last?.style == span.style {
                spans[spans.count - 1].text += span.text
            } else {
                spans.append(span)
            }
        }
    }
}
