import PipelineAPI
import Screen

extension ResourceID {
    package static let overview = ResourceID("overview")
}

extension ResourceCatalogue {
    /// The overview: the current problems, computed from the other lists; it sends no requests.
    static let overview = ResourceKind<Overview, Overview>(
        id: .overview,
        title: "Overview",
        noun: "overview",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [Overview()], total: nil) },
        name: { _ in Overview.name },
        columns: [TableColumn("NAME", .flexible) { _ in Overview.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("triage", "Triage") { _, _, context in
                .tree(TriageTree.nodes(of: context.triage, in: context))
            }
        ]
    )
}

/// The one item of its kind.
struct Overview: Equatable, Sendable {
    static let name = "now"
    static let address = ResourceAddress(.overview, .root, name)

    static let row = Row(name: name, item: AnyItem(Overview()))
}
