import PipelineAPI
import Screen

/// The SQL of a run's job as it is now, with the line marked that the run's message names.
enum RunSQL {
    static func lines(
        of run: Run,
        at address: ResourceAddress,
        in context: RenderContext
    ) -> [DetailLine] {
        guard let job = context.job(named: address.scope.container) else {
            return [DetailLine(says: "the job's definition is not known yet", .muted)]
        }
        let place = run.status == .failed ? ErrorPlace.line(in: run.message ?? "") : nil
        var lines = SQLLines.lines(of: job.computation.code)
        guard let place, lines.indices.contains(place - 1) else { return lines }
        lines[place - 1].spans.insert(Span("\(context.glyphs.failed) ", .failure), at: 0)
        let message = run.message?.firstLine ?? ""
        lines.insert(DetailLine("  " + message, .failure, wraps: true), at: place)
        return lines
    }
}
