import PipelineAPI
import Screen

/// How a run's status looks: a sign, a word and a meaning, so that it reads without colour.
enum RunGlyphs {
    /// How many runs the strip in a job's row shows.
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

    /// What needs a look first: failures, then what is under way, then the rest.
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

    /// The last runs, oldest first, so that the newest stands where the eye ends.
    static func strip(of runs: [Run], in context: RenderContext) -> [Span] {
        let shown = runs.prefix(stripWidth).reversed()
        let indent = Span(String(repeating: " ", count: stripWidth - shown.count))
        return [indent] + shown.map { span(of: $0.status, in: context, word: false) }
    }
}
