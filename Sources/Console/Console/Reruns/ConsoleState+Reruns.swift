import PipelineAPI
import Screen

extension ConsoleState {
    /// Whether jobs that run after the runs of some requests are known.
    func hasDownstream(_ requests: [ActionRequest]) -> Bool {
        guard requests.first?.action?.bringsDownstream == true else { return false }
        let rows = listings[ListKey(.jobs, .root)]?.value?.rows ?? []
        let graph = DependGraph(rows.compactMap { $0.item.value(as: Job.self) })
        return requests.contains { !graph.readers(of: $0.address.scope.container).isEmpty }
    }

    /// Asks for what is downstream of the runs of a plan; one such rerun goes on at a time.
    mutating func planDownstream(_ subject: ConfirmDialog.Subject) -> [ConsoleEffect] {
        if let dialog = changes.rerun, !dialog.progress.isOver {
            notice = Notice("these runs are still under way: wait until they have ended")
            overlay = .rerun(dialog)
            return []
        }
        let requests: [ActionRequest] =
            switch subject {
            case .action(let request): [request]
            case .bulk(let requests): requests
            case .draft, .transfer, .rerun, .resume: []
            }
        notice = Notice("asking which runs are downstream …")
        return [.planRerun(RerunChoice(requests.compactMap(\.run)))]
    }

    /// Shows the plan once it is known.
    mutating func confirm(_ result: Result<RerunPlan, APIError>, of choice: RerunChoice) {
        guard overlay == nil else { return }
        notice = nil
        switch result {
        case .failure(let error):
            overlay = .message(
                MessageDialog(title: "what is downstream is not known", error: error)
            )
        case .success(let plan): ask(.rerun(plan, notes: choice.notes), about: .rerun(plan))
        }
    }

    mutating func begin(_ plan: RerunPlan) -> [ConsoleEffect] {
        unmarkAll()
        let progress = RerunProgress(plan, atOnce: identity.reruns)
        return begin(RerunRecord(progress, on: identity.endpoint, at: now))
    }

    /// Begins reruns, or goes on with those of an earlier console.
    mutating func begin(_ record: RerunRecord) -> [ConsoleEffect] {
        changes.unfinished = nil
        let dialog = RerunDialog(record.progress)
        changes.rerun = dialog
        overlay = .rerun(dialog)
        return [.rerun(record)]
    }

    mutating func receive(
        _ progress: RerunProgress,
        _ outcome: RerunOutcome?
    ) -> [ConsoleEffect] {
        let wasOver = changes.rerun?.progress.isOver
        changes.rerun?.progress = progress
        var effects: [ConsoleEffect] = []
        if let outcome {
            effects.append(record(outcome.run.rerun.what.english, outcome.result))
            effects.append(.refresh([.list(outcome.run.rerun.address.list)]))
        }
        if case .rerun(var dialog) = overlay {
            dialog.progress = progress
            overlay = .rerun(dialog)
        } else if progress.isOver, wasOver == false {
            let end = progress.trouble ?? progress.summary
            let text: LocalizedText = "\(progress.plan.title): \(end)"
            notice = Notice(text, isError: !progress.isSuccess)
            effects.append(.alert(text.english))
        }
        return effects
    }

    mutating func press(_ key: Key, in old: RerunDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.answer(to: key) {
        case .stay:
            dialog.scroll = scroll(dialog.frame(.unicode, size), from: dialog.scroll, by: key)
            overlay = .rerun(dialog)
        case .close: overlay = nil
        case .halt: return [.haltRerun]
        }
        return []
    }
}
