import PipelineAPI
import Screen

extension ResourceID {
    package static let workflows = ResourceID("workflows")
}

extension ResourceCatalogue {
    /// Workflows: repos and data sources with all that reads them, started and stopped together.
    static let workflows = ResourceKind<Workflow, GetWorkflowStatus.Output>(
        id: .workflows,
        title: "Workflows",
        noun: "workflow",
        aliases: ["workflow", "wf"],
        placement: .onDemand,
        interval: 10,
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListWorkflows()), total: nil)
        },
        name: \.name,
        columns: [
            TableColumn("NAME", .flexible) { $0.name },
            TableColumn("STATUS", .fixed(9)) { workflow, _ in
                [
                    Span(
                        workflow.status?.rawValue ?? "",
                        workflow.status?.isRunning == true ? .good : .muted
                    )
                ]
            },
        ],
        detail: .call { api, address throws(APIError) in
            try await api.send(GetWorkflowStatus(workflow: WorkflowName(address.name)))
        },
        tabs: [
            DetailTab("members", "Members") { status, _, _ in
                .lines(
                    [.fact("status", status.status.rawValue), .blank]
                        + status.nodes.map {
                            .fact(LocalizedText(known: $0.type), "\($0.name)  \($0.status)")
                        }
                )
            }
        ],
        actions: [
            ResourceAction(
                .start,
                "Start",
                key: .start,
                help: "start the workflow",
                evidence: .workflow(runs: true),
                on: Workflow.self,
                refusal: { $0.status?.isRunning == true ? "the workflow runs already" : nil },
                consequences: { address, _ in
                    ["Everything in '\(address.name)' runs from now on."]
                },
                call: { address throws(APIError) in
                    StartWorkflow(workflow: try WorkflowName(address.name))
                },
                report: { _, address in "started workflow '\(address.name)'" }
            ),
            ResourceAction(
                .stop,
                "Stop",
                key: .stopWhole,
                help: "stop the workflow",
                evidence: .workflow(runs: false),
                on: Workflow.self,
                refusal: { $0.status?.isRunning == true ? nil : "the workflow does not run" },
                consequences: { address, _ in
                    [
                        "The running runs of its jobs are stopped.",
                        "Points that arrive wait until '\(address.name)' is started again.",
                    ]
                },
                call: { address throws(APIError) in
                    StopWorkflow(workflow: try WorkflowName(address.name))
                },
                report: { _, address in "stopped workflow '\(address.name)'" }
            ),
            .delete(
                Workflow.self,
                refusal: {
                    $0.status?.isRunning == true ? "the workflow runs: stop it first" : nil
                },
                consequences: { address, _ in ["Workflow '\(address.name)' is deleted."] },
                call: { address throws(APIError) in
                    DeleteWorkflow(workflow: try WorkflowName(address.name))
                }
            ),
        ],
        editor: .workflows
    )
}
