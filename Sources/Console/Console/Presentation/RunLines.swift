import PipelineAPI
import Screen

/// All values of a run, with the full message.
enum RunLines {
    static func lines(
        of run: Run,
        at address: ResourceAddress,
        in context: RenderContext
    ) -> [DetailLine] {
        let around = RunSurroundings(run: run, job: address.scope.container, context: context).lines
        return facts(of: run, at: address, in: context) + [.blank] + message(of: run)
            + (around.isEmpty ? [] : [.blank]) + around
    }

    private static func facts(
        of run: Run,
        at address: ResourceAddress,
        in context: RenderContext
    ) -> [DetailLine] {
        let glyph = RunGlyphs.glyph(of: run.status, in: context.glyphs)
        return [
            .fact("job", address.scope.container, .strong),
            .fact("run", String(run.runId)),
            .fact(
                "status",
                says: "\(glyph) \(LocalizedText(known: run.status.rawValue))",
                RunGlyphs.style(of: run.status)
            ),
            .fact("batch time", TimeText.full(run.batchTime, in: context)),
            .fact(
                "started",
                run.startTime.map { TimeText.full($0, in: context) } ?? context.localizer("not yet")
            ),
            .fact("ended", ended(run, in: context)),
            .fact("duration", duration(of: run, at: address, in: context)),
        ] + blocked(by: run, at: address, in: context)
    }

    /// What waits downstream for a failed run, if that is the newest of its job.
    private static func blocked(
        by run: Run,
        at address: ResourceAddress,
        in context: RenderContext
    ) -> [DetailLine] {
        let blockage = context.blockage(ofRun: run, of: address.scope.container)
        guard let text = blockage?.text(in: context) else { return [] }
        return [.fact("downstream", says: text, .warning)]
    }

    private static func ended(_ run: Run, in context: RenderContext) -> String {
        guard run.status.isFinal else { return context.localizer("not yet") }
        return run.endTime.map { TimeText.full($0, in: context) } ?? ""
    }

    /// The duration, with the median of the job's successful runs if there are any.
    private static func duration(
        of run: Run,
        at address: ResourceAddress,
        in context: RenderContext
    ) -> String {
        let own = DurationText.of(run, in: context)
        let known = (context.runs(of: address.scope.container) ?? [])
            .filter { $0.status == .successful }.compactMap(DurationText.millisecondsTaken(by:))
        guard let median = RunStatistics.median(known) else { return own }
        return own + "   "
            + context.localizer(
                "median of \(known.count) successful runs: \(DurationText.text(milliseconds: median))"
            )
    }

    private static func message(of run: Run) -> [DetailLine] {
        let text = run.message ?? ""
        guard !text.isEmpty else { return [DetailLine(says: "no message", .muted)] }
        let style: Style = run.status == .failed ? .failure : .plain
        return [DetailLine(says: "message", .muted)]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map {
                DetailLine(String($0), style, wraps: true)
            }
    }
}
