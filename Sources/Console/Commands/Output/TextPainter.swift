package import Console
import Screen

/// Writes spans as text, with or without colours.
///
/// Control characters are escaped in both cases.
package struct TextPainter: Sendable {
    private let isColoured: Bool

    package init(isColoured: Bool) { self.isColoured = isColoured }

    package static let plain = TextPainter(isColoured: false)

    package func text(of spans: [Span]) -> String {
        spans.map { text(of: $0) }.joined()
    }

    private func text(of span: Span) -> String {
        let words = span.text.printable
        guard isColoured, let code = TextPainter.code(of: span.style), !words.isEmpty else {
            return words
        }
        return "\u{1b}[\(code)m\(words)\u{1b}[0m"
    }

    /// Returns the escape sequence of a style, from the eight standard colours.
    private static func code(of style: Style) -> String? {
        switch style {
        case .heading, .strong: "1"
        case .muted, .sqlComment: "2"
        case .good, .sqlString: "32"
        case .warning: "33"
        case .failure, .error: "31"
        case .accent, .variable, .sqlKeyword: "36"
        case .sqlNumber: "35"
        default: nil
        }
    }
}
