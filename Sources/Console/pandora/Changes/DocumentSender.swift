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
            do throws(CommandFailure) {
                if let change = try await plan(planner, placed.document) {
                    steps.append(Step(place: placed.place, change: change))
                } else {
                    let address = placed.document.address
                    Output.line("unchanged \(address.nameInContainer)")
                }
            } catch { throw error.after(placed.place) }
        }
        guard !steps.isEmpty else { return }
        if options.dryRun { return steps.forEach { Output.line($0.change.plan.call.printable) } }
        try session.confirm(steps.map(\.change.plan), options)
        try await send(steps)
    }

    private func send(_ steps: [Step]) async throws(CommandFailure) {
        for (index, step) in steps.enumerated() {
            do throws(CommandFailure) {
                let said = try await session.change(step.change.what) { () async throws(APIError) in
                    try await step.change.send(by: session.api).english
                }
                Output.line(said.printable)
            } catch {
                let failure = error.after(step.place)
                guard steps.count > 1 else { throw failure }
                let rest = steps.count - index - 1
                throw failure.adding("sent before it: \(index), not sent after it: \(rest)")
            }
        }
    }
}
