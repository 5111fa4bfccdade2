import PipelineAPI
import Screen

/// The symbol, word and style of a run status, so that it is readable without colour.
enum RunGlyphs {
    /// The number of runs that a job's row shows.
    static let stripWidth = 8

    static func glyph(of status: RunStatus, in glyphs: Glyphs) -> Character {
        switch status {
        case .ready: glyphs.ready
        case .running: glyphs.running
        case .successful: glyphs.successful
        case .failed: glyphs.failed
        case .canceled: glyphs.canceled
        case .restarting: glyphs.restarting
        case .cancelling: glyphs.cancelling
        default: "?"
        }
    }

    /// Returns the rank of a status: failures first, then runs that are not over, then the rest.
    static func severity(of status: RunStatus) -> Int {
        switch status {
        case .failed: 0
        case .running, .restarting, .cancelling: 1
        case .ready: 2
        case .canceled: 3
        default: 4
        }
    }

    static func style(of status: RunStatus) -> Style {
        switch status {
        case .running: .accent
        case .successful: .good
        case .failed: .failure
        case .canceled: .warning
        default: .muted
        }
    }

    static func span(of status: RunStatus, in context: RenderContext, word: Bool) -> Span {
        let glyph = glyph(of: status, in: context.glyphs)
        guard word else { return Span(String(glyph), style(of: status)) }
        return Span(says: "\(glyph) \(LocalizedText(known: status.rawValue))", style(of: status))
    }

    /// Returns the last runs as symbols, oldest first.
    static func strip(of runs: [Run], in context: RenderContext) -> [Span] {
        let shown = runs.prefix(stripWidth).reversed()
        let indent = Span(String(repeating: " ", count: stripWidth - shown.count))
        return [indent] + shown.map { span(of: $0.status, in: context, word: false) }
    }
}
