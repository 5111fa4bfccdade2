import PipelineAPI
import Screen

/// The progress of a transform or an export, if the service reports it.
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
        if let time = progress.successTime {
            lines.append(.fact("last success", TimeText.full(time, in: context)))
        }
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
    /// The style in a list: failing ones stand out, the others are muted.
    var style: Style { lastError == nil ? .muted : .failure }
}
