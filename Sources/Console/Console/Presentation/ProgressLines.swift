import PipelineAPI
import Screen

/// How far a transform or an export has come, where the service says so.
enum ProgressLines {
    static func lines(of progress: StreamProgress, _ context: RenderContext) -> [DetailLine] {
        var lines = [
            DetailLine.fact("processed", says: "\(progress.processed) points"),
            DetailLine.fact(
                "behind",
                says: "\(progress.behind) points",
                progress.behind == 0 ? .plain : .warning
            ),
        ]
        if let time = progress.lastTime {
            lines.append(.fact("last look", TimeText.full(time, in: context)))
        }
        if let error = progress.lastError {
            lines.append(.fact("last error", error, .failure))
        }
        return lines
    }
}

extension StreamProgress {
    /// How a list marks it: a failing one is bad, the others stand back.
    var style: Style { lastError == nil ? .muted : .failure }
}
