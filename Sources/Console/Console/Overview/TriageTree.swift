import PipelineAPI
import Screen

/// The overview as a tree: groups that fold, with items that Enter opens.
enum TriageTree {
    static func nodes(of triage: Triage, in context: RenderContext) -> [TreeNode] {
        let glyphs = context.glyphs
        let lineage = triage.failures.isEmpty ? nil : context.lineage(of: .batches)
        let failing = triage.failures.map { failure($0, lineage, context) }
        let slow = triage.slow.map { item($0, context) }
        let overdue = triage.late.map { late($0.job, $0.seconds) }
        let running = triage.running.map { item($0, context) }
        let streams = context.failingStreams.map(stream)
        return [
            group("failing", "Failing now", failing, glyphs.failed, .failure),
            group("slow", "Longer than usual", slow, glyphs.running, .warning),
            group("late", "Late", overdue, glyphs.ready, .warning),
            group("running", "Running", running, glyphs.running, .accent),
            group(
                "streams",
                "Transforms and exports that fail",
                streams,
                glyphs.failed,
                .failure
            ),
            hours(context), service(context),
        ]
    }

    private static func hours(_ context: RenderContext) -> TreeNode {
        TreeNode(
            name: "hours",
            spans: [Span(says: "Runs of the last \(HoursLine.hours) hours", .heading)],
            children: HoursLine.nodes(
                of: HoursLine.counts(of: context.allKnownRuns, now: context.now),
                in: context
            )
        )
    }

    private static func service(_ context: RenderContext) -> TreeNode {
        let style: Style = context.requests.refused > 0 ? .warning : .plain
        let sentences = RequestLines.sentences(of: context.requests, in: context)
        return TreeNode(
            name: "service",
            spans: [Span(says: "The service", .heading)],
            children: sentences.enumerated().map { index, sentence in
                TreeNode(name: "requests \(index)", spans: [Span(says: sentence, style)])
            }
        )
    }

    private static func group(
        _ name: String,
        _ title: String,
        _ children: [TreeNode],
        _ glyph: Character,
        _ style: Style
    ) -> TreeNode {
        let count: LocalizedText = children.isEmpty ? "none" : "\(children.count)"
        return TreeNode(
            name: name,
            spans: [
                Span(
                    says: "\(glyph) \(LocalizedText(known: title))  ",
                    children.isEmpty ? .muted : style
                ),
                Span(says: count, children.isEmpty ? .muted : .strong),
            ],
            children: children
        )
    }

    /// A group of failures: how many, how much waits for them, and why; what waits in full after its runs.
    private static func failure(
        _ failure: Triage.Failure,
        _ lineage: Lineage?,
        _ context: RenderContext
    ) -> TreeNode {
        let new = failure.runs.count { !context.hasSeen(failure: $0.id) }
        let mark: LocalizedText =
            new == 0 ? "" : new == failure.runs.count ? "new  " : "\(new) new  "
        let blockage = lineage.map { context.blockage(of: failure.runs, in: $0) }
        let waiting = blockage?.text(in: context)
        let count = blockage.map { $0.jobs + $0.exports } ?? 0
        return TreeNode(
            name: failure.reason,
            spans: [
                Span(says: "\(failure.runs.count) × ", .strong), Span(says: mark, .marked),
                Span(says: waiting == nil ? "" : "blocks \(count)  ", .warning),
                Span(failure.reason),
            ],
            children: failure.runs.map { item($0, context) }
                + [waiting].compactMap(\.self).map {
                    TreeNode(name: "blocks", spans: [Span(says: $0, .warning)])
                }
        )
    }

    private static func item(_ item: Triage.Item, _ context: RenderContext) -> TreeNode {
        TreeNode(
            name: "\(item.job)/\(item.run.runId)",
            spans: [
                Span("\(item.job) ", .strong), Span(says: "run \(item.run.runId)  ", .muted),
                RunGlyphs.span(of: item.run.status, in: context, word: true),
                Span("  \(DurationText.of(item.run, in: context))", .muted),
            ],
            target: ResourceAddress(.runs, .job(item.job), String(item.run.runId))
        )
    }

    private static func late(_ job: String, _ seconds: Int) -> TreeNode {
        TreeNode(
            name: job,
            spans: [
                Span("\(job) ", .strong),
                Span(says: "due \(DurationText.text(seconds: seconds)) ago", .warning),
            ],
            target: ResourceAddress(.jobs, .root, job)
        )
    }

    private static func stream(_ stream: FailingStream) -> TreeNode {
        let name = stream.address.nameInContainer
        return TreeNode(
            name: "\(stream.address.kind)/\(name)",
            spans: [Span("\(name)  ", .strong), Span(stream.error, .failure)],
            target: stream.address
        )
    }
}
