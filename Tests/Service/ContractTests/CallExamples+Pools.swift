import PipelineAPI
import Testing

extension CallExamples {
    private static let container = GroupContainer(type: "1U2G", count: 3)

    private static func status(of group: String, _ world: ServiceFixture) async throws -> String? {
        try await world.api.send(GetGroup(group: GroupName(group))).container.status
    }

    static let groups: [CallExample] = [
        CallExample(
            try CreateGroup(
                group: GroupName("more"),
                body: Group(region: "nb", container: container)
            )
        ) { _, world in
            let made = try await world.api.send(GetGroup(group: GroupName("more")))
            #expect(made.container.count == 3 && made.region == "nb")
        },
        CallExample(
            try UpdateGroup(group: GroupName("g"), body: .init(container: container))
        ) { _, world in
            let changed = try await world.api.send(GetGroup(group: GroupName("g")))
            #expect(changed.container.count == 3)
        },
        CallExample(try GetGroup(group: GroupName("g"))) { group, _ in
            #expect(group.container.count == 1 && group.region == "nb")
        },
        CallExample(ListGroups()) { answer, _ in
            #expect(answer.groups.compactMap(\.name).sorted() == ["far", "g"])
        },
        CallExample(try DeleteGroup(group: GroupName("far"))) { _, world in
            let left = try await world.api.send(ListGroups()).groups
            #expect(left.map(\.name) == ["g"])
        },
        CallExample(try StartGroup(group: GroupName("g"))) { _, world async throws in
            #expect(try await status(of: "g", world) == "Started")
        },
        CallExample(
            try StopGroup(group: GroupName("g")),
            before: { _ = try await $0.api.send(StartGroup(group: GroupName("g"))) }
        ) { _, world async throws in
            #expect(try await status(of: "g", world) == "Stopped")
        },
    ]

    private static func workflow(
        _ name: String,
        _ world: ServiceFixture
    ) async throws -> Workflow {
        try await world.api.send(GetWorkflow(workflow: WorkflowName(name)))
    }

    static let workflows: [CallExample] = [
        CallExample(
            try CreateWorkflow(
                workflow: WorkflowName("more"),
                body: .init(region: "nb", comment: "new")
            )
        ) { _, world in
            let made = try await workflow("more", world)
            #expect(made.comment == "new" && made.status == .ready)
        },
        CallExample(
            try UpdateWorkflow(workflow: WorkflowName("idle"), body: .init(comment: "other"))
        ) { _, world async throws in
            #expect(try await workflow("idle", world).comment == "other")
        },
        CallExample(try GetWorkflow(workflow: WorkflowName("flow"))) { workflow, _ in
            #expect(workflow.name == "flow" && workflow.status == .started)
        },
        CallExample(ListWorkflows()) { workflows, _ in
            #expect(workflows.map(\.name).sorted() == ["flow", "idle"])
        },
        CallExample(try DeleteWorkflow(workflow: WorkflowName("idle"))) { _, world in
            let left = try await world.api.send(ListWorkflows())
            #expect(left.map(\.name) == ["flow"])
        },
        CallExample(try GetWorkflowStatus(workflow: WorkflowName("flow"))) { answer, _ in
            #expect(answer.status == .started)
            let nodes = ["inflow", "inflow_files", "inflow_job"]
            #expect(Set(nodes).isSubset(of: answer.nodes.map(\.name)))
        },
        CallExample(
            try StartWorkflow(workflow: WorkflowName("flow")),
            before: { world in
                _ = try await world.api.send(StopWorkflow(workflow: WorkflowName("flow")))
                #expect(try await workflow("flow", world).status == .stopped)
            }
        ) { _, world async throws in
            #expect(try await workflow("flow", world).status == .started)
        },
        CallExample(try StopWorkflow(workflow: WorkflowName("flow"))) { _, world in
            let stopped = try await workflow("flow", world)
            #expect(stopped.status == .stopped && stopped.canStart == true)
        },
    ]
}
