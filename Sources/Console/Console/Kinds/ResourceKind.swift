package import PipelineAPI

/// Where a kind's list stands on the screen.
package enum Placement: Sendable, Equatable {
    /// Always in sight in the left column.
    case column
    /// In the left column while it has the focus.
    case onDemand
    /// Only inside the detail of what contains it.
    case nested
    /// A screen of its own, made of what other lists say; it has no list and asks nothing.
    case screen
}

/// What a kind's items are listed within.
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

/// How the detail of an item is come by.
package enum DetailSource<Item: Sendable, Detail: Sendable>: Sendable {
    /// The list's answer holds all there is; no further question is asked.
    case item(@Sendable (Item) -> Detail)
    case call(@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Detail)
}

/// Everything the console knows about one kind of resource, in one value.
///
/// A kind is a file that declares one of these and a line in ``ResourceCatalogue``; tables, details,
/// keys, help and polling all come from it.
package struct ResourceKind<Item: Equatable & Sendable, Detail: Equatable & Sendable>: Sendable {
    package let id: ResourceID
    /// The plural, as a pane's title.
    package let title: String
    /// The singular, as messages use it.
    package let noun: String
    package var aliases: [String] = []
    package var placement = Placement.column
    package var containment = Containment.root
    /// Seconds between two questions for a list in sight.
    package var interval = 5.0
    package let list:
        @Sendable (any APICaller, Scope) async throws(APIError) -> (items: [Item], total: Int?)
    /// A part of a long list, as the service sorts and filters it; `nil` where it gives all at once.
    package var part:
        (
            @Sendable (any APICaller, Scope, ListQuery, ListPart) async throws(APIError) -> (
                items: [Item], total: Int?
            )
        )?
    /// Asks for one item alone, where the list need not have it; `nil` where the list has them all.
    package var find: (@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Item?)?
    package let name: @Sendable (Item) -> String
    /// An item without what differs in every answer, so that answers can be compared.
    package var settle: @Sendable (Item) -> Item = { $0 }
    /// What filter terms such as `status:failed` ask of an item; `nil` where its items have no status.
    package var facts: (@Sendable (Item, RenderContext) -> RowFacts)?
    /// The lists this one is made of, where it is not asked for itself.
    package var aggregate: AggregateList?
    package let columns: [TableColumn<Item>]
    package let detail: DetailSource<Item, Detail>
    package let tabs: [DetailTab<Detail>]
    package var actions: [ResourceAction] = []
    /// `nil` where the API neither creates nor changes items of the kind as documents.
    package var editor: ResourceEditor?
    /// What *new* makes here, where that is another kind.
    package var creates: ResourceID?
    /// A file that can be sent here.
    package var transfer: ResourceTransfer?
    /// Whether its items may hold keys or passwords, which no file of ours may hold.
    package var holdsSecrets = false
    package var traits = KindTraits()

    /// An item as a line of a list.
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

    /// Returns a list's answer as lines.
    func listing(_ answer: (items: [Item], total: Int?)) -> Listing {
        Listing(rows: answer.items.map(row(of:)), total: answer.total)
    }

    /// Returns a line of a list from an item as it was encoded; `nil` where it cannot be read any more.
    @Sendable func restored(_ json: JSONValue) -> Row? {
        guard let type = Item.self as? any Decodable.Type,
            let data = try? JSONCoding.encode(json),
            let item = try? JSONCoding.decode(type, from: data) as? Item
        else { return nil }
        return row(of: item)
    }
}
