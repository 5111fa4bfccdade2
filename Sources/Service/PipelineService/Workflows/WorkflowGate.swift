import PipelineAPI
import PipelineEngine

/// The rules of workflows for their members: while a workflow runs, no member is changed.
struct WorkflowGate: Sendable {
    let store: any Store

    /// Returns the workflow that a new resource joins; `nil` where it names none.
    ///
    /// Throws `E18641` where it does not exist, `E18643` where it is running.
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

    /// Throws `E18643` where the workflow is running.
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

    /// Whether a workflow exists and is not running.
    func isStopped(_ name: String) async throws(APIError) -> Bool {
        let workflow = try await store.record(Workflow.self, named: name)
        return workflow.map { $0.status?.isRunning != true } ?? false
    }
}
