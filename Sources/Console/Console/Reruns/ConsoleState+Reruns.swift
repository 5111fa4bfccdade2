import PipelineAPI

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
        if let dialog = changes.works[.repair], !dialog.work.progress.isOver {
            notice = Notice("these runs are still under way: wait until they have ended")
            overlay = .work(dialog)
            return []
        }
        let requests: [ActionRequest] =
            switch subject {
            case .action(let request): [request]
            case .bulk(let requests): requests
            case .draft, .transfer, .rerun, .backfill, .resume, .userCommand, .endOfCommand: []
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
        return begin(.repair(RerunRecord(progress, on: identity.endpoint, at: now)))
    }
}
