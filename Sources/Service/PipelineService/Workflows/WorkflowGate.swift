import PipelineAPI
import PipelineEngine

/// What workflows mean for everything that belongs to one: while it runs, nothing in it is changed.
struct WorkflowGate: Sendable {
    let store: any Store

    /// The workflow a resource asks to join; `nil` where it asks for none.
    ///
    /// Throws `E18641` where it must be created first, `E18643` where it runs.
    func joining(_ name: String?) async throws(APIError) -> String? {
        guard let name, !name.isEmpty else { return nil }
        guard try await store.record(Workflow.self, named: name) != nil else {
            let names = try await store.workflows().map(\.name)
            throw APIError(
                .workflowNotFound,
                "no workflow named '\(name)'" + NearestName.hint(for: name, among: names)
            )
        }
        try await checkNotRunning(name)
        return name
    }

    /// Throws `E18643` where the workflow runs.
    func checkNotRunning(_ name: String?) async throws(APIError) {
        guard let name, !name.isEmpty,
            let workflow = try await store.record(Workflow.self, named: name),
            workflow.status?.isRunning == true
        else { return }
        throw APIError(
            .workflowNotUpdatable,
            "workflow '\(name)' is \(workflow.status ?? .unknown): stop it before you change what is in it"
        )
    }

    /// Whether a workflow is there and does not run.
    func isStopped(_ name: String) async throws(APIError) -> Bool {
        let workflow = try await store.record(Workflow.self, named: name)
        return workflow.map { $0.status?.isRunning != true } ?? false
    }
}
