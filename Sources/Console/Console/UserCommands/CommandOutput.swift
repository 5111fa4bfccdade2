import PipelineAPI
import Screen

import struct FoundationEssentials.Date

/// What a command of the user's in the background has written so far.
package struct CommandOutput: Equatable, Sendable {
    let run: UserCommandRun
    let begun: Date
    /// `nil` while it runs.
    var end: Result<UserCommandEnd, APIError>?
    private var lines: [String] = []
    /// The number of lines that came before and are kept no more.
    private var dropped = 0

    /// The most lines that are kept, the latest ones.
    private static let mostLines = 5000
    /// The most lines that are shown while it runs: what is new stays in sight.
    private static let mostWhileRunning = 20

    init(run: UserCommandRun, begun: Date) {
        self.run = run
        self.begun = begun
    }

    mutating func take(_ new: [String]) {
        lines += new.map(\.printable)
        guard lines.count > Self.mostLines else { return }
        dropped += lines.count - Self.mostLines
        lines.removeFirst(lines.count - Self.mostLines)
    }

    func lines(in context: RenderContext) -> [DetailLine] {
        let head = DetailLine(
            [
                Span(TimeText.full(begun, in: context) + "  ", .muted), Span(run.line, .strong),
            ],
            wraps: true
        )
        return [head, state] + body + [.blank]
    }

    private var state: DetailLine {
        switch end {
        case nil: DetailLine(says: "runs …  (run it again to end it)", .accent)
        case .failure(let error)?: DetailLine(error.message, .failure, wraps: true)
        case .success(let end)?: DetailLine(end.ending, end.isSuccess ? .good : .failure)
        }
    }

    private var body: [DetailLine] {
        let shown = end == nil ? lines.suffix(Self.mostWhileRunning) : lines[...]
        let before = dropped + lines.count - shown.count
        let gap = before == 0 ? [] : [DetailLine(says: "… \(before) lines before", .muted)]
        return gap + shown.map { DetailLine($0, .plain) }
    }
}
