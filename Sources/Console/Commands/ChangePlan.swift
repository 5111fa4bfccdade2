package import Console
import Screen

/// What a change will do, for whoever is asked about it.
package struct ChangePlan: Equatable, Sendable {
    package let title: String
    package let consequences: [String]
    /// Added and removed lines, where a document is changed.
    package let difference: [Span]
    /// The request, as it will be sent.
    package let call: String

    package init(
        title: String,
        consequences: [String] = [],
        difference: [Span] = [],
        call: String
    ) {
        self.title = title
        self.consequences = consequences
        self.difference = difference
        self.call = call
    }

    package func lines(painter: TextPainter) -> [String] {
        let body =
            consequences.map { [Span("  " + $0)] } + difference.map { [Span("  "), $0] }
            + [[Span("  " + call, .muted)]]
        return ([[Span(title, .strong)]] + body).map { painter.text(of: $0) }
    }
}

extension EditDraft {
    /// The lines a draft adds and removes.
    package var differenceSpans: [Span] {
        difference.map { change in
            change.isAdded ? Span("+ " + change.line, .good) : Span("- " + change.line, .failure)
        }
    }
}
