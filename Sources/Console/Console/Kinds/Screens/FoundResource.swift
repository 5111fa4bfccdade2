import PipelineAPI
import Screen

extension ResourceID {
    package static let found = ResourceID("found")
}

extension ResourceCatalogue {
    /// What a search of everything has found, as a list to walk.
    static let found = ResourceKind<Found, Found>(
        id: .found,
        title: "Search everything",
        noun: "search",
        placement: .screen,
        list: { _, _ throws(APIError) in (items: [Found()], total: nil) },
        name: { _ in Found.address.name },
        columns: [TableColumn("NAME", .flexible) { _ in Found.address.name }],
        detail: .item { $0 },
        tabs: [
            DetailTab("found", "Found") { _, _, context in .tree(context.found.nodes()) }
        ]
    )
}

/// The one item of its kind.
struct Found: Equatable, Sendable {
    static let address = ResourceAddress(.found, .root, "now")
    static let row = Row(name: address.name, item: AnyItem(Found()))
}
