import FoundationEssentials
import PipelineAPI
import Screen

extension RunComparison {
    /// Compares a run with the last successful one before it, as far as runs and definitions are known.
    init(_ run: Run, at address: ResourceAddress, in context: RenderContext) {
        let job = ResourceAddress(.jobs, .root, address.scope.container)
        self.init(
            run,
            with: nil,
            among: context.runs(of: job.name) ?? [],
            versions: context.definitions.filter { $0.isOf(job, on: context.endpoint) }
        )
    }

    private static let columnWidth = 26

    /// Returns the two runs side by side, what differs marked, and the changes in between.
    package func lines(in context: RenderContext) -> [DetailLine] {
        guard let other else {
            return [
                DetailLine(
                    says:
                        "no successful run is known before run \(run.runId): nothing to compare with",
                    .muted,
                    wraps: true
                )
            ] + changeLines(in: context)
        }
        return [
            row("run", String(run.runId), String(other.runId), in: context),
            row(
                "status",
                context.localizer(known: run.status.rawValue),
                context.localizer(known: other.status.rawValue),
                in: context
            ),
            row(
                "batch time",
                time(run.batchTime, context),
                time(other.batchTime, context),
                in: context
            ),
            row(
                "started",
                time(run.startTime, context),
                time(other.startTime, context),
                in: context
            ),
            row(
                "duration",
                durationText(context),
                DurationText.of(other, in: context),
                in: context
            ),
            .blank,
        ] + message("message of run \(run.runId)", run)
            + message("message of run \(other.runId)", other)
            + changeLines(in: context)
    }

    private func row(
        _ label: LocalizedText,
        _ own: String,
        _ others: String,
        in context: RenderContext
    ) -> DetailLine {
        DetailLine([
            Span(says: label, .muted, width: 14),
            Span(own.padded(toWidth: Self.columnWidth), own == others ? .plain : .strong),
            Span(others, .muted),
        ])
    }

    private func time(_ time: Timestamp?, _ context: RenderContext) -> String {
        time.map { TimeText.full($0, in: context) } ?? context.localizer("not yet")
    }

    /// `3m 10s  ×4.2`, where both took some time.
    private func durationText(_ context: RenderContext) -> String {
        let own = DurationText.of(run, in: context)
        guard run.status.isFinal, let seconds = run.duration, let usual = other?.duration,
            usual > 0, seconds > 0
        else { return own }
        let tenths = (seconds * 10 + usual / 2) / usual
        return tenths == 10 ? own : "\(own)  ×\(tenths / 10).\(tenths % 10)"
    }

    private func message(_ title: LocalizedText, _ run: Run) -> [DetailLine] {
        let text = run.message ?? ""
        guard !text.isEmpty else { return [] }
        return [DetailLine(says: title, .muted)]
            + text.split(whereSeparator: \.isNewline).map {
                DetailLine(String($0), run.status == .failed ? .failure : .plain, wraps: true)
            } + [.blank]
    }

    private func changeLines(in context: RenderContext) -> [DetailLine] {
        guard let knownSince else {
            return [
                DetailLine(
                    says: "the definition was not seen before: nothing is known of changes",
                    .muted,
                    wraps: true
                )
            ]
        }
        guard !changes.isEmpty else {
            return [
                DetailLine(
                    says:
                        "the definition did not change; it is known since \(TimeText.full(knownSince, in: context))",
                    .muted,
                    wraps: true
                )
            ]
        }
        return changes.flatMap { lines(of: $0, in: context) + [.blank] }
    }

    private func lines(of change: Change, in context: RenderContext) -> [DetailLine] {
        var said: LocalizedText =
            "the definition changed before \(TimeText.full(change.seen, in: context))"
        if let run = change.firstRun {
            said = said + "; " + "the first run after it is \(run.runId)"
        }
        if let run = change.firstFailure {
            let time = TimeText.full(run.startTime ?? run.batchTime, in: context)
            said = said + "; " + "the first failure is run \(run.runId), \(time)"
        }
        return [DetailLine(says: said, .heading, wraps: true)]
            + change.lines.map { difference in
                DetailLine(
                    (difference.isAdded ? "+ " : "- ") + difference.line,
                    difference.isAdded ? .good : .failure,
                    wraps: true
                )
            }
    }
}
