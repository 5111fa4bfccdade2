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
    package let aliases: [String]
    package let placement: Placement
    package let containment: Containment
    /// Seconds between two questions for a list in sight.
    package let interval: Double
    package let list:
        @Sendable (any APICaller, Scope) async throws(APIError) -> (items: [Item], total: Int?)
    /// A part of a long list, as the service sorts and filters it; `nil` where it gives all at once.
    package let part:
        (
            @Sendable (any APICaller, Scope, ListQuery, ListPart) async throws(APIError) -> (
                items: [Item], total: Int?
            )
        )?
    /// Asks for one item alone, where the list need not have it; `nil` where the list has them all.
    package let find: (@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Item?)?
    package let name: @Sendable (Item) -> String
    /// An item without what differs in every answer, so that answers can be compared.
    package let settle: @Sendable (Item) -> Item
    /// What filter terms such as `status:failed` ask of an item; `nil` where its items have no status.
    package let facts: (@Sendable (Item, RenderContext) -> RowFacts)?
    /// The lists this one is made of, where it is not asked for itself.
    package let aggregate: AggregateList?
    package let columns: [TableColumn<Item>]
    package let detail: DetailSource<Item, Detail>
    package let tabs: [DetailTab<Detail>]
    package let actions: [ResourceAction]
    /// `nil` where the API neither creates nor changes items of the kind as documents.
    package let editor: ResourceEditor?
    /// What *new* makes here, where that is another kind.
    package let creates: ResourceID?
    /// Whether its items may hold keys or passwords, which no file of ours may hold.
    package let holdsSecrets: Bool
    /// A file that can be sent here.
    package let transfer: ResourceTransfer?

    package init(
        id: ResourceID,
        title: String,
        noun: String,
        aliases: [String] = [],
        placement: Placement = .column,
        within containment: Containment = .root,
        interval: Double = 5,
        list:
            @escaping @Sendable (any APICaller, Scope) async throws(APIError) -> (
                items: [Item], total: Int?
            ),
        part: (
            @Sendable (any APICaller, Scope, ListQuery, ListPart) async throws(APIError) -> (
                items: [Item], total: Int?
            )
        )? = nil,
        find: (@Sendable (any APICaller, ResourceAddress) async throws(APIError) -> Item?)? = nil,
        name: @escaping @Sendable (Item) -> String,
        settle: @escaping @Sendable (Item) -> Item = { $0 },
        facts: (@Sendable (Item, RenderContext) -> RowFacts)? = nil,
        aggregate: AggregateList? = nil,
        columns: [TableColumn<Item>],
        detail: DetailSource<Item, Detail>,
        tabs: [DetailTab<Detail>],
        actions: [ResourceAction] = [],
        editor: ResourceEditor? = nil,
        creates: ResourceID? = nil,
        transfer: ResourceTransfer? = nil,
        holdsSecrets: Bool = false
    ) {
        self.id = id
        self.title = title
        self.noun = noun
        self.aliases = aliases
        self.placement = placement
        self.containment = containment
        self.interval = interval
        self.list = list
        self.part = part
        self.find = find
        self.name = name
        self.settle = settle
        self.facts = facts
        self.aggregate = aggregate
        self.columns = columns
        self.detail = detail
        self.tabs = tabs
        self.actions = actions
        self.editor = editor
        self.creates = creates
        self.transfer = transfer
        self.holdsSecrets = holdsSecrets
    }

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
}
