import PipelineAPI

extension ActionEvidence {
    /// The status of a workflow that was to be started or stopped.
    static func workflow(runs: Bool) -> ActionEvidence {
        ActionEvidence(
            asksBefore: false,
            look: { api, _, address throws(APIError) in
                let call = GetWorkflowStatus(workflow: try WorkflowName(address.name))
                return AnyItem(try await api.send(call).status)
            },
            judge: { looks in
                let wanted: [WorkflowStatus] =
                    runs ? [.starting, .started] : [.stopping, .stopped]
                guard let status = looks.now?.value(as: WorkflowStatus.self),
                    wanted.contains(status)
                else { return .unchanged }
                return .settled(
                    "workflow \(looks.address.localized) is \(LocalizedText(known: status.rawValue))"
                )
            }
        )
    }
}
