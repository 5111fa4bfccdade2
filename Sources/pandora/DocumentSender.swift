import Commands
import Console
import PipelineAPI

/// Plans documents, has them confirmed together, and sends them one after the other, each once.
struct DocumentSender {
    let session: Session
    let options: ChangeOptions

    private struct Step {
        let place: String
        let change: DocumentChange
    }

    func send(
        _ documents: [PlacedDocument],
        _ plan: (DocumentPlanner, ChangeDocument) async throws(CommandFailure) -> DocumentChange?
    ) async throws(CommandFailure) {
        let planner = DocumentPlanner(api: session.api) { text throws(APIError) in
            try ExternalEditor.parse(text)
        }
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
        if options.dryRun { return steps.forEach { Output.line($0.change.call) } }
        try session.confirm(DocumentSender.plan(of: steps), options)
        try await send(steps)
    }

    private func send(_ steps: [Step]) async throws(CommandFailure) {
        let round = EditRound(
            api: session.api,
            parse: { text throws(APIError) in try ExternalEditor.parse(text) },
            edit: { text async throws(APIError) in text }
        )
        for (index, step) in steps.enumerated() {
            do throws(CommandFailure) {
                let said = try await session.change(step.change.what) { () async throws(APIError) in
                    try await round.submit(step.change.draft).english
                }
                Output.line(said)
            } catch {
                let failure = error.after(step.place)
                guard steps.count > 1 else { throw failure }
                let rest = steps.count - index - 1
                throw failure.adding("\(index) were sent before it, \(rest) after it were not")
            }
        }
    }

    private static func plan(of steps: [Step]) -> ChangePlan {
        let isOne = steps.count == 1
        return ChangePlan(
            title: isOne ? steps[0].change.what + "?" : "Send these \(steps.count)?",
            consequences: isOne ? [] : steps.map(\.change.what),
            difference: steps.filter { $0.change.draft.address != nil }
                .flatMap(\.change.draft.differenceSpans),
            calls: steps.map(\.change.call)
        )
    }
}
