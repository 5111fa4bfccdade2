import PipelineAPI
import Screen

/// What is around a run: what it reads, where its result goes, and the runs of its job before and after it.
struct RunSurroundings {
    let run: Run
    let job: String
    let context: RenderContext

    var lines: [DetailLine] {
        sources + exports + neighbours
    }

    /// The data sources and jobs that the job reads; of a job, the run whose result is read at this batch time.
    private var sources: [DetailLine] {
        labelled("reads", (context.job(named: job)?.srcs ?? []).map(line(of:)))
    }

    private func line(of source: JobSource) -> [Span] {
        let isJob = source.type == .job
        var spans = [
            Span(says: isJob ? "job" : "data source", .muted, width: 12),
            Span(source.name, .strong),
        ]
        if let filter = source.fileFilter, !filter.isEmpty {
            spans.append(Span("  \(filter)", .muted))
        }
        guard isJob, let runs = context.runs(of: source.name) else { return spans }
        let read = runs.first { other in
            other.status == .successful && isNotLater(other.batchTime, than: run.batchTime)
        }
        spans.append(Span("  "))
        spans += read.map { words(of: $0) } ?? [Span(says: "no successful run is known", .warning)]
        return spans
    }

    private func isNotLater(_ time: Timestamp, than other: Timestamp) -> Bool {
        guard let time = time.date, let other = other.date else { return false }
        return time <= other
    }

    private var exports: [DetailLine] {
        labelled(
            "writes",
            (context.exports(ofJob: job) ?? []).map {
                [Span($0.name ?? "", .strong), Span("  \($0.type.rawValue)", .muted)]
            }
        )
    }

    private var neighbours: [DetailLine] {
        let runs = context.runs(of: job) ?? []
        let after = runs.last { $0.runId > run.runId }
        let before = runs.first { $0.runId < run.runId }
        return labelled("before", before.map { [words(of: $0)] } ?? [])
            + labelled("after", after.map { [words(of: $0)] } ?? [])
    }

    /// `run 6  ✔ Successful  3m 10s  03:00`.
    private func words(of run: Run) -> [Span] {
        [
            Span(says: "run \(run.runId)"), Span("  "),
            RunGlyphs.span(of: run.status, in: context, word: true),
            Span("  \(DurationText.of(run, in: context))"),
            Span("  \(TimeText.moment(run.batchTime, in: context))", .muted),
        ]
    }

    /// Sets the label before the first line, and blanks before the others.
    private func labelled(_ label: LocalizedText, _ lines: [[Span]]) -> [DetailLine] {
        lines.enumerated().map { index, spans in
            DetailLine(
                [Span(says: index == 0 ? label : "", .muted, width: DetailLine.labelWidth)] + spans
            )
        }
    }
}
