import PipelineAPI
import Screen

extension RerunPlan {
    /// `Rerun run 7 of 'daily' and 2 runs downstream`.
    package var title: LocalizedText {
        let first = steps.first { $0.run != nil && $0.after.isEmpty }?.id
        let head: LocalizedText =
            if chosen == 1, let first { first.rerun.what } else { "Rerun \(chosen) runs" }
        let more = steps.count - chosen
        switch more {
        case ...0: return head
        case 1: return "\(head) and 1 run downstream"
        default: return "\(head) and \(more) runs downstream"
        }
    }

    /// The steps in order, with what each waits for.
    package var lines: [LocalizedText] {
        steps.indices.map { index in
            let step = steps[index]
            let subject: LocalizedText =
                if let run = step.run, let id = step.id {
                    "\(id.localized) (\(LocalizedText(known: run.status.rawValue)))"
                } else {
                    "the first run of '\(step.job)' of this batch time, which the service makes"
                }
            let waits = step.after.map { LocalizedText(verbatim: "\($0 + 1)") }.joined()
            return step.after.isEmpty
                ? "\(index + 1). \(subject)" : "\(index + 1). \(subject), after \(waits)"
        }
    }

    /// The request of a step; `nil` where the service makes the run.
    package func call(of step: Int) -> String? {
        steps[step].id.flatMap { $0.rerun.action?.preview(for: $0.rerun) }
    }
}

extension ChangePlan {
    /// Returns the plan of reruns in the order of the lineage.
    package static func rerun(
        _ plan: RerunPlan,
        notes: [LocalizedText] = []
    ) -> ChangePlan {
        let isMore = plan.steps.count > plan.chosen
        let calls = plan.steps.indices.compactMap { plan.call(of: $0) }
        return ChangePlan(
            title: plan.title + "?",
            consequences: plan.lines
                + [
                    isMore
                        ? "Each begins when what it waits for has succeeded; where one fails, what waits for it is not run."
                        : plan.chosen == 1 ? "No job depends on it." : "No job depends on them."
                ] + notes,
            call: calls.first ?? "",
            times: max(1, calls.count)
        )
    }
}

extension RerunProgress {
    /// The name of a step's run: `run 7 of 'daily'`, or `'daily'` before it has one.
    package func name(of step: Int) -> LocalizedText {
        id(of: step)?.localized ?? "'\(plan.steps[step].job)'"
    }

    /// What a step does now, or how it has ended.
    package func text(of step: Int) -> LocalizedText {
        switch states[step] {
        case .waiting:
            let open = plan.steps[step].after.filter { states[$0] != .succeeded }
            return open.isEmpty
                ? "waits for its turn" : "waits for \(open.map(name(of:)).joined())"
        case .checking, .due: return "is next"
        case .sending: return "is being sent"
        case .unsure: return "the answer was lost: asking the history"
        case .running:
            guard let status = runs[step]?.status else { return "" }
            // Until it is looked at again, it has the status that it had before.
            return LocalizedText(known: (status.isFinal ? .restarting : status).rawValue)
        case .expected: return "the service makes its run"
        case .succeeded:
            let seconds = runs[step]?.duration
            return seconds.map { "Successful in \(DurationText.text(seconds: $0))" } ?? "Successful"
        case .failed(let reason): return reason
        case .notRun(let cause): return "not run, since \(name(of: cause)) has not succeeded"
        case .notSent: return "not sent"
        case .leftRunning: return "goes on"
        }
    }

    package var summary: LocalizedText {
        func count(_ isWanted: (State) -> Bool) -> Int { states.count(where: isWanted) }
        let failed = count { if case .failed = $0 { true } else { false } }
        let notRun = count { if case .notRun = $0 { true } else { false } }
        let unsent = count { $0 == .notSent }
        let left = count { $0 == .leftRunning }
        let parts: [LocalizedText] = [
            "\(count { $0 == .succeeded }) of \(states.count) succeeded",
            failed == 0 ? "" : ", \(failed) failed", notRun == 0 ? "" : ", \(notRun) not run",
            unsent == 0 ? "" : ", \(unsent) not sent", left == 0 ? "" : ", \(left) go on",
        ]
        return parts.dropFirst().reduce(parts[0]) { $0 + $1 }
    }

    package var isSuccess: Bool { states.allSatisfy { $0 == .succeeded } }
}

extension RerunProgress.State {
    /// The symbol and the style of a step.
    func mark(_ glyphs: Glyphs) -> (glyph: Character, style: Style) {
        switch self {
        case .succeeded: (glyphs.successful, .good)
        case .failed: (glyphs.failed, .failure)
        case .running, .sending, .unsure: (glyphs.running, .accent)
        case .checking, .due, .expected: (glyphs.restarting, .dialog)
        case .waiting: (glyphs.ready, .muted)
        case .notRun, .notSent, .leftRunning: (glyphs.canceled, .warning)
        }
    }
}
