import PipelineAPI
package import Screen

extension BackfillProgress {
    package var kind: WorkKind { .backfill }

    package var jobs: [String] { [plan.job] }
    package var title: LocalizedText { plan.title }

    package var count: Int { states.count }

    /// What was not sent is not over, though nothing more is done for it.
    package var overCount: Int { states.count { $0.isOver && $0 != .notSent } }

    package var isSuccess: Bool { succeeded == count }

    private var succeeded: Int { states.count { $0 == .succeeded } }

    private var failed: Int { states.count { if case .failed = $0 { true } else { false } } }

    package var summary: LocalizedText {
        let unsent = states.count { $0 == .notSent }
        let left = states.count { $0 == .leftRunning }
        let parts: [LocalizedText] = [
            "\(succeeded) of \(count) succeeded", failed == 0 ? "" : ", \(failed) failed",
            unsent == 0 ? "" : ", \(unsent) not sent", left == 0 ? "" : ", \(left) go on",
        ]
        return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    }

    package var leftSummary: LocalizedText {
        let runs: LocalizedText = count == 1 ? "1 run" : "\(count) runs"
        return failed == 0
            ? "a backfill of \(runs): \(succeeded) done"
            : "a backfill of \(runs): \(succeeded) done, \(failed) failed"
    }

    /// The time that is left, by the runs so far.
    package var note: LocalizedText? {
        guard !isOver, let seconds = secondsPerRun else { return nil }
        let open = states.count { !$0.isOver }
        return
            "about \(DurationText.text(seconds: seconds * open)) left, \(DurationText.text(seconds: seconds)) a run so far"
    }

    /// The mean duration of the runs that have succeeded.
    package var secondsPerRun: Int? {
        let seconds = entries.filter { $0.state == .succeeded }.compactMap { $0.run?.duration }
        return seconds.isEmpty ? nil : seconds.reduce(0, +) / seconds.count
    }

    package var rest: [LocalizedText] {
        let left = steps(leaving: [])
        let first = left.first.map { step -> [LocalizedText] in
            ["\(plan.steps[step].time): \(text(of: step))"]
        }
        let more = left.count - 1
        return (first ?? []) + (more > 0 ? ["then \(more) more, one after the other"] : [])
    }

    package var calls: [String] {
        steps(leaving: [.running, .leftRunning]).map { plan.call(of: $0) }
    }

    /// The steps that have not succeeded, and are not to be left as they are.
    private func steps(leaving states: [State]) -> [Int] {
        self.states.indices.filter { step in
            switch self.states[step] {
            case .succeeded: false
            case .failed: !plan.goesOn
            default: !states.contains(self.states[step])
            }
        }
    }

    /// What a step does now, or how it has ended.
    package func text(of step: Int) -> LocalizedText {
        switch states[step] {
        case .waiting: return "waits for its turn"
        case .checking:
            return entries[step].looks > 1 ? "waits for the run that is under way" : "is next"
        case .due: return "is next"
        case .sending: return "is being sent"
        case .unsure: return "the answer was lost: asking the history"
        case .started: return "the service makes its run"
        case .running: return LocalizedText(known: runs[step]?.status.rawValue ?? "Running")
        case .succeeded:
            let seconds = runs[step]?.duration
            return seconds.map { "Successful in \(DurationText.text(seconds: $0))" } ?? "Successful"
        case .failed(let reason): return reason
        case .notSent: return "not sent"
        case .leftRunning: return "goes on"
        }
    }

    /// The steps as a table: its time, its parameters, its run, and what came of it.
    package func lines(_ glyphs: Glyphs) -> [DetailLine] {
        let times = plan.steps.map(\.time.displayWidth).max() ?? 0
        let values = plan.differences
        let room = min(24, values.map(\.displayWidth).max() ?? 0)
        let numbers = runs.map { $0.map { String($0.runId) } ?? "" }
        let width = numbers.map(\.count).max() ?? 0
        return plan.steps.indices.map { step in
            let (glyph, style) = states[step].mark(glyphs)
            let value = values[step].truncated(toWidth: room, ellipsis: glyphs.ellipsis)
            return DetailLine([
                Span("\(glyph) \(plan.steps[step].time.padded(toWidth: times))  ", style),
                Span(value.padded(toWidth: room) + "  ", .muted),
                Span(numbers[step].padded(toWidth: width) + "  ", .dialog),
                Span(says: result(of: step), .dialog),
            ])
        }
    }

    /// What came of a step, where its symbol says the rest: the duration and the first line of its message.
    private func result(of step: Int) -> LocalizedText {
        guard states[step] == .succeeded, let run = runs[step] else { return text(of: step) }
        let duration = run.duration.map { DurationText.text(seconds: $0) + "  " } ?? ""
        return LocalizedText(verbatim: duration + (run.message?.firstLine ?? ""))
    }

    package var currentLine: Int? { current }
}

extension BackfillProgress.State {
    /// The symbol and the style of a step.
    func mark(_ glyphs: Glyphs) -> (glyph: Character, style: Style) {
        switch self {
        case .succeeded: (glyphs.successful, .good)
        case .failed: (glyphs.failed, .failure)
        case .running, .sending, .unsure: (glyphs.running, .accent)
        case .checking, .due, .started: (glyphs.restarting, .dialog)
        case .waiting: (glyphs.ready, .muted)
        case .notSent, .leftRunning: (glyphs.canceled, .warning)
        }
    }
}
