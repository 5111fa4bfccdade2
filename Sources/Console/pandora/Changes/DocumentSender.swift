import Commands
import Console
import PipelineAPI
import Screen

/// Plans documents, has them confirmed together, and sends them one after the other, each once.
struct DocumentSender {
    let session: Session
    let options: ChangeOptions
    /// Whether what the documents do not name is deleted once they are sent.
    var prunes = false

    private struct Step {
        /// The place of the document in its file; empty for what no document is about.
        let place: String
        let what: String
        let plan: ChangePlan
        let send: () async throws(APIError) -> LocalizedText
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
                steps.append(step(for: change, at: placed.place))
            } else {
                try Output.line("unchanged \(placed.document.address.nameInContainer)")
            }
        }
        if prunes {
            let pruner = DocumentPruner(api: session.api, related: session.related)
            steps += try await pruner.deletions(besides: documents.map(\.document)).map(step)
        }
        guard !steps.isEmpty else { return }
        if options.dryRun {
            for step in steps { try Output.line(ValueText.escaped(step.plan.call)) }
            return
        }
        try session.confirm(steps.map(\.plan), options)
        try await send(steps)
    }

    private func step(for change: PlannedDocument, at place: String) -> Step {
        Step(place: place, what: change.what, plan: change.plan) { () async throws(APIError) in
            try await change.send(by: session.api)
        }
    }

    private func step(for deletion: PlannedDeletion) -> Step {
        let sender = ActionSender(api: session.api, zone: .system) { try await Task.sleep(for: $0) }
        return Step(place: "", what: deletion.request.what.english, plan: deletion.plan) {
            () async throws(APIError) in
            if deletion.mayGoBefore, try await isGone(deletion.request.address) {
                return "\(deletion.request.address.nameInContainer) went with what made it"
            }
            return try await sender.send(deletion.request, on: deletion.item) {
                Output.remark("the answer was lost: asking the service what is true …")
            }
        }
    }

    private func isGone(_ address: ResourceAddress) async throws(APIError) -> Bool {
        guard let kind = ResourceCatalogue.kind(address.kind) else { return false }
        return try await kind.load(session.api, address.scope).rows
            .allSatisfy { $0.name != address.name }
    }

    /// Sends all changes, also if the output cannot be written: they are what was agreed to.
    private func send(_ steps: [Step]) async throws(CommandFailure) {
        var outputFailure: CommandFailure?
        for (index, step) in steps.enumerated() {
            let said: String
            do throws(CommandFailure) {
                said = try await session.change(step.what) { () async throws(APIError) in
                    try await step.send().english
                }
            } catch {
                let failure =
                    step.place.isEmpty ? error.saying(step.what) : error.after(step.place)
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
