package import PipelineAPI

/// The place of a kind's list on the screen.
package enum Placement: Sendable, Equatable {
    /// Always in sight in the sidebar.
    case sidebar
    /// In the sidebar while it has the focus.
    case onDemand
    /// Only in the detail of its container.
    case nested
    /// A screen of its own, computed from other lists; it has no list and sends no requests.
    case screen
}

/// The container of a kind's items.
package enum Containment: Sendable, Equatable {
    case root, repo, job, dataSource

    /// The scope within a container of this name.
    package func scope(_ container: String) -> Scope {
        switch self {
        case .root: .root
        case .repo: .repo(container)
        case .job: .job(container)
        case .dataSource: .dataSource(container)
        }
    }

    /// The kind of the containers; `nil` at the root.
    package var kind: ResourceID? { scope("").containerKind }
}

/// The source of an item's detail.
package enum DetailSource<Item: Sendable, Detail: Sendable>: Sendable {
    /// The item of the list is the whole detail; no further request is sent.
    case item(@Sendable (Item) -> Detail)
    case call(@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Detail)
}

/// The declaration of a kind of resource.
///
/// A kind is a file that declares one of these and a line in ``ResourceCatalogue``; its tables, details, keys,
/// help and polling follow from it.
package struct ResourceKind<Item: Equatable & Sendable, Detail: Equatable & Sendable>: Sendable {
    package let id: ResourceID
    /// The plural, as a pane's title.
    package let title: String
    /// The singular, as messages use it.
    package let noun: String
    package var aliases: [String] = []
    package var placement = Placement.sidebar
    package var containment = Containment.root
    /// Seconds between two requests for a list in sight.
    package var interval = 5.0
    package let list:
        @Sendable (any APICaller, Scope) async throws(APIError) -> (items: [Item], total: Int?)
    /// Requests a part of a long list, sorted and filtered by the service; `nil` if a request returns all of it.
    package var part:
        (
            @Sendable (any APICaller, Scope, ListQuery, ListPart) async throws(APIError) -> (
                items: [Item], total: Int?
            )
        )?
    /// Requests one item, for lists that may not contain it; `nil` if the list contains all.
    package var find: (@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Item?)?
    package let name: @Sendable (Item) -> String
    /// Removes the values that differ in every answer, so that answers can be compared.
    package var settle: @Sendable (Item) -> Item = { $0 }
    /// Returns the values that filter terms such as `status:failed` compare; `nil` if items have no status.
    package var facts: (@Sendable (Item, RenderContext) -> RowFacts)?
    /// The source lists, if the list is assembled from others.
    package var aggregate: AggregateList?
    package let columns: [TableColumn<Item>]
    package let detail: DetailSource<Item, Detail>
    package let tabs: [DetailTab<Detail>]
    package var actions: [ResourceAction] = []
    /// `nil` if the API neither creates nor changes items of the kind.
    package var editor: ResourceEditor?
    /// The kind that *new* creates here, if it is another one.
    package var creates: ResourceID?
    /// A file that can be sent here.
    package var transfer: ResourceTransfer?
    /// Whether its items may contain secrets, which must not be stored in the cache.
    package var holdsSecrets = false
    package var traits = KindTraits()

    /// Returns an item as a row of a list.
    func row(of item: Item) -> Row {
        let item = settle(item)
        let name = name(item)
        let texts = columns.compactMap { $0.search?(item) }
        return Row(
            name: name,
            item: AnyItem(item),
            text: ([name] + texts.filter { $0 != name }).joined(separator: " ").lowercased()
        )
    }

    /// Returns a list's answer as rows.
    func listing(_ answer: (items: [Item], total: Int?)) -> Listing {
        Listing(rows: answer.items.map(row(of:)), total: answer.total)
    }

    /// Decodes an item from the cache as a row; `nil` if it cannot be decoded.
    @Sendable func restored(_ json: JSONValue) -> Row? {
        guard let type = Item.self as? any Decodable.Type,
            let data = try? JSONCoding.encode(json),
            let item = try? JSONCoding.decode(type, from: data) as? Item
        else { return nil }
        return row(of: item)
    }
}
