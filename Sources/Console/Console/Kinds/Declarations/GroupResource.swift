import PipelineAPI
import Screen

extension ResourceID {
    package static let groups = ResourceID("groups")
}

extension ResourceCatalogue {
    /// Groups: pools of computing that repos share.
    static let groups = ResourceKind<Group, Group>(
        id: .groups,
        title: "Groups",
        noun: "group",
        aliases: ["group", "pool"],
        placement: .onDemand,
        interval: 30,
        list: { api, _ throws(APIError) in
            (items: try await api.send(ListGroups()).groups, total: nil)
        },
        name: { $0.name ?? "" },
        columns: [
            TableColumn("NAME", .flexible) { $0.name ?? "" },
            TableColumn("SIZE", .fixed(10), search: { $0.container.type }) { group, _ in
                [Span(says: "\(group.container.count) × \(group.container.type)", .muted)]
            },
            TableColumn("STATUS", .fixed(8), compact: false, style: .muted) {
                $0.container.status ?? ""
            },
        ],
        detail: .item { $0 },
        tabs: [
            DetailTab("spec", "Spec") { group, _, context in
                .lines(SpecLines.lines(of: group, in: context))
            }
        ],
        actions: [
            .delete(
                Group.self,
                consequences: { address, _ in ["Group '\(address.name)' is deleted."] },
                call: { address throws(APIError) in
                    DeleteGroup(group: try GroupName(address.name))
                }
            )
        ],
        editor: .groups
    )
}
