import FoundationEssentials
import PipelineAPI

extension ShiftReport {
    /// The most runs of a group that are listed by number.
    private static let mostListed = 20

    /// Returns the report as Markdown, in the language and zone of the context.
    package func markdown(in context: RenderContext) -> [String] {
        let context = context.withAbsoluteTimes
        let say = context.localizer
        // It is read elsewhere: the zone of all its times is named once.
        let (first, last) = (
            TimeText.minute(since, in: context),
            "\(TimeText.minute(until, in: context)) \(context.zone.offsetText(at: until))"
        )
        return [
            "# " + say("Shift report of '\(context.profile)': \(first) to \(last)"), "",
            "<\(context.endpoint)>: " + say(summary), "",
        ] + partly(say) + section("What failed", failures.flatMap { lines(of: $0, context) }, say)
            + section("What was done", done(context), say)
            + section("Still open", stillOpen(context), say)
    }

    /// Says that the console has not asked for all runs of the shift.
    private func partly(_ say: Localizer) -> [String] {
        guard partlyKnown > 0 else { return [] }
        let hours = Int((until.timeIntervalSince(since) / 3600).rounded())
        return [
            say(
                "Of \(partlyKnown) jobs only the latest runs are known here; all: `pandora report --since \(hours)h`."
            ), "",
        ]
    }

    private var summary: LocalizedText {
        let parts = RunStatus.known.compactMap { status -> LocalizedText? in
            counts[status].map { "\($0) \(LocalizedText(known: status.rawValue))" }
        }
        let total = counts.values.reduce(0, +)
        let head: LocalizedText = .jobs(jobs) + ", " + .runs(total)
        return parts.isEmpty ? head : head + ": " + parts.joined()
    }

    private func section(
        _ title: LocalizedText,
        _ lines: [String],
        _ say: Localizer
    ) -> [String] {
        ["## " + say(title), ""] + (lines.isEmpty ? [say("Nothing.")] : lines) + [""]
    }

    private func lines(of failure: Failure, _ context: RenderContext) -> [String] {
        let say = context.localizer
        let (first, last) = (failure.runs[0], failure.runs[failure.runs.count - 1])
        let jobs = Set(failure.runs.map(\.job)).count
        var head =
            "- **\(MarkdownText.plain(failure.reason))**: "
            + say(.runs(failure.runs.count)) + ", " + say(.jobs(jobs))
            + ", " + say("first \(TimeText.minute(first.run.began, in: context))")
        if failure.runs.count > 1 {
            head += ", " + say("last \(TimeText.minute(last.run.began, in: context))")
        }
        if let blocks = failure.blockage.text(in: context) { head += "; " + say(blocks) }
        let byJob = Dictionary(grouping: failure.runs, by: \.job).sorted { $0.key < $1.key }
        return [head] + byJob.map { job, items in line(of: job, items, failure, say) }
    }

    private func line(
        of job: String,
        _ items: [Triage.Item],
        _ failure: Failure,
        _ say: Localizer
    ) -> String {
        let listed = items.prefix(Self.mostListed).map { String($0.run.runId) }
            .joined(separator: ", ")
        let rest = items.count - Self.mostListed
        return "  - \(MarkdownText.code(job)) "
            + say(items.count == 1 ? "run \(listed)" : "runs \(listed)")
            + (rest > 0 ? ", " + say("and \(rest) more") : "") + ": "
            + say(
                failure.openJobs.contains(job) ? "still failing" : "a later run succeeded or is on"
            )
    }

    private func done(_ context: RenderContext) -> [String] {
        guard !changes.isEmpty else { return [] }
        let say = context.localizer
        return MarkdownText.table(
            [say("time"), say("user"), say("what"), say("outcome")],
            changes.map { entry in
                [
                    entry.change.time.date.map { TimeText.minute($0, in: context) } ?? "",
                    MarkdownText.plain(entry.user), MarkdownText.plain(entry.change.what),
                    MarkdownText.plain(entry.change.outcome),
                ]
            }
        )
    }

    private func stillOpen(_ context: RenderContext) -> [String] {
        let say = context.localizer
        let failing = open.failures.flatMap(\.runs).map { item in
            "- " + say("failing") + ": \(MarkdownText.code(item.job)) "
                + say("run \(item.run.runId)")
                + ": " + MarkdownText.plain(item.run.message ?? "")
        }
        let slow = open.slow.map { item in
            "- " + say("longer than usual") + ": \(MarkdownText.code(item.job)) "
                + say("run \(item.run.runId)") + ", " + DurationText.text(seconds: item.seconds)
        }
        let late = open.late.map { job, seconds in
            "- " + say("late") + ": \(MarkdownText.code(job)), "
                + say("due \(DurationText.text(seconds: seconds)) ago")
        }
        let streams = failingStreams.map { stream in
            let noun = ResourceCatalogue.kind(stream.address.kind)?.noun ?? ""
            return "- " + say(LocalizedText(known: noun))
                + " \(MarkdownText.code(stream.address.nameInContainer)): "
                + MarkdownText.plain(stream.error)
        }
        return failing + slow + late + streams
    }
}
