import Commands
import Console
import PipelineAPI
import Screen

/// Plans documents, has them confirmed together, and sends them one after the other, each once.
struct DocumentSender {
    let session: Session
    let options: ChangeOptions

    private struct Step {
        let place: String
        let change: PlannedDocument
    }

    func send(
        _ documents: [PlacedDocument],
        _ plan: (DocumentPlanner, ChangeDocument) async throws(CommandFailure) -> PlannedDocument?
    ) async throws(CommandFailure) {
        let planner = DocumentPlanner(api: session.api)
        var steps: [Step] = []
        for placed in documents {
            let change: PlannedDocument?
            do throws(CommandFailure) {
                change = try await plan(planner, placed.document)
            } catch { throw error.after(placed.place) }
            if let change {
                steps.append(Step(place: placed.place, change: change))
            } else {
                try Output.line("unchanged \(placed.document.address.nameInContainer)")
            }
        }
        guard !steps.isEmpty else { return }
        if options.dryRun {
            for step in steps { try Output.line(ValueText.escaped(step.change.plan.call)) }
            return
        }
        try session.confirm(steps.map(\.change.plan), options)
        try await send(steps)
    }

    /// Sends all changes, also if the output cannot be written: they are what was agreed to.
    private func send(_ steps: [Step]) async throws(CommandFailure) {
        var outputFailure: CommandFailure?
        for (index, step) in steps.enumerated() {
            let said: String
            do throws(CommandFailure) {
                said = try await session.change(step.change.what) { () async throws(APIError) in
                    try await step.change.send(by: session.api).english
                }
            } catch {
                let failure = error.after(step.place)
                guard steps.count > 1 else { throw failure }
                let rest = steps.count - index - 1
                throw failure.adding("sent before it: \(index), not sent after it: \(rest)")
            }
            do throws(CommandFailure) {
                try Output.line(said.printable)
            } catch { outputFailure = error }
        }
        if let outputFailure { throw outputFailure }
    }
}
