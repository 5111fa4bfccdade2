package import Console
import Screen

extension ChangePlan {
    /// The plan as lines of text.
    package func lines(painter: TextPainter) -> [String] {
        let count = times > 1 ? "  (\(times) requests such as this)" : ""
        let body =
            consequences.map { [Span("  " + $0.english)] } + difference.map { [Span("  "), $0] }
            + [[Span("  " + call + count, .muted)]]
        return ([[Span(title.english, .strong)]] + body).map { painter.text(of: $0) }
    }
}
