package import PipelineAPI
package import Screen

/// Requests a part of a long list, filtered and sorted by the service.
package typealias PartCall =
    @Sendable (any APICaller, Scope, ListQuery, ListPart) async throws(APIError) -> Listing

/// Requests one item; returns `nil` if it does not exist.
package typealias FindCall =
    @Sendable (any APICaller, ResourceAddress) async throws(APIError) -> AnyItem?

/// A ``ResourceKind`` without its type parameters: what the rest of the console works with.
///
/// Items are passed as ``AnyItem``; every closure casts them to the kind's type, and returns nothing for an
/// item of another kind.
package struct AnyResourceKind: Sendable {
    package let id: ResourceID
    package let title: String
    package let noun: String
    package let aliases: [String]
    package let placement: Placement
    package let containment: Containment
    package let interval: Double
    package let columns: [AnyTableColumn]
    package let tabs: [AnyDetailTab]
    package let actions: [ResourceAction]
    package let editor: ResourceEditor?
    package let transfer: ResourceTransfer?
    /// Whether its items may contain secrets, which must not be stored in the cache.
    package let holdsSecrets: Bool
    package let traits: KindTraits
    /// Decodes an item from the cache as a row of a list.
    let restore: @Sendable (JSONValue) -> Row?
    /// The kind that *new* creates here.
    package let creates: ResourceID
    /// Whether the detail is loaded by a call of its own.
    package let asksForDetail: Bool
    package let load: @Sendable (any APICaller, Scope) async throws(APIError) -> Listing
    /// Requests a part of the list, if the service has it in pages.
    package let part: PartCall?
    /// Returns the values of an item that filter terms compare; `nil` if items have no status.
    package let facts: (@Sendable (AnyItem, RenderContext) -> RowFacts)?
    package let aggregate: AggregateList?
    /// Requests one item, for kinds whose lists may not contain it.
    package let find: FindCall?
    package let describe:
        @Sendable (any APICaller, ResourceAddress) async throws(APIError) -> AnyItem
    /// Returns the detail if the item of the list is all of it.
    package let detail: @Sendable (AnyItem) -> AnyItem?

    package init<Item, Detail>(_ kind: ResourceKind<Item, Detail>) {
        id = kind.id
        title = kind.title
        noun = kind.noun
        aliases = kind.aliases
        placement = kind.placement
        containment = kind.containment
        interval = kind.interval
        columns = kind.columns.map(AnyTableColumn.init)
        tabs = kind.tabs.map(AnyDetailTab.init)
        actions = kind.actions
        editor = kind.editor
        creates = kind.creates ?? kind.id
        transfer = kind.transfer
        holdsSecrets = kind.holdsSecrets
        traits = kind.traits
        aggregate = kind.aggregate
        restore = kind.restored
        load = { api, scope throws(APIError) in kind.listing(try await kind.list(api, scope)) }
        part = kind.anyPart
        facts = kind.anyFacts
        find = kind.anyFind
        switch kind.detail {
        case .item(let project):
            asksForDetail = false
            detail = { $0.value(as: Item.self).map { AnyItem(project($0)) } }
            describe = { _, address throws(APIError) in
                throw APIError(.unreadable, "'\(address.name)' is described by its list")
            }
        case .call(let get):
            asksForDetail = true
            detail = { _ in nil }
            describe = { api, address throws(APIError) in AnyItem(try await get(api, address)) }
        }
    }

    /// Returns the action of an id; `nil` if the kind has no such action.
    package func action(_ id: ActionID) -> ResourceAction? { actions.first { $0.id == id } }

    /// Whether its lists are histories: long, newest first, and requested in parts.
    package var isHistory: Bool { part != nil }

    /// Whether its lists are stored in the cache for the next start.
    var isCached: Bool { aggregate == nil && placement != .screen && containment != .dataSource }

    /// Returns an item for the cache, with secrets masked.
    func fileJSON(of item: AnyItem) -> JSONValue? {
        guard let json = try? item.json() else { return nil }
        return holdsSecrets ? SecretMask(glyphs: .ascii).masked(json) : json
    }

    /// Returns the scope of this kind's list for the selected item of another kind.
    package func scope(selectedRepo: String?) -> Scope? {
        switch containment {
        case .root: .root
        case .repo: selectedRepo.map(Scope.repo)
        case .job, .dataSource: nil
        }
    }
}

extension ResourceKind {
    fileprivate var anyPart: PartCall? {
        guard let part else { return nil }
        return { api, scope, query, which throws(APIError) in
            listing(try await part(api, scope, query, which))
        }
    }

    fileprivate var anyFind: FindCall? {
        guard let find else { return nil }
        return { api, address throws(APIError) in
            try await find(api, address).map { AnyItem($0) }
        }
    }

    fileprivate var anyFacts: (@Sendable (AnyItem, RenderContext) -> RowFacts)? {
        guard let facts else { return nil }
        return { any, context in
            any.value(as: Item.self).map { facts($0, context) } ?? RowFacts()
        }
    }
}

/// A column with its item's type erased.
package struct AnyTableColumn: Sendable {
    package let title: String
    package let width: ColumnWidth
    package let alignment: TextAlignment
    package let isCompact: Bool
    let isKept: Bool
    package let spans: @Sendable (AnyItem, RenderContext) -> [Span]
    package let field: String?
    package let sortValue: @Sendable (AnyItem, RenderContext) -> SortValue
    let heading: (@Sendable (RenderContext, Int) -> [Span])?
    let cells: (@Sendable (AnyItem, RenderContext, Int) -> [Span])?

    init<Item: Equatable & Sendable>(_ column: TableColumn<Item>) {
        title = column.title
        width = column.width
        alignment = column.alignment
        isCompact = column.isCompact
        isKept = column.isKept
        field = column.field
        heading = column.heading
        if let draw = column.cells {
            cells = { any, context, width in
                guard let item = any.value(as: Item.self) else { return [] }
                return draw(item, context, width)
            }
        } else {
            cells = nil
        }
        spans = { any, context in
            guard let item = any.value(as: Item.self) else { return [] }
            return column.spans(item, context).map { $0.said(in: context.localizer) }
        }
        sortValue = { any, context in
            guard let item = any.value(as: Item.self) else { return .missing }
            if let order = column.order { return order(item, context) }
            let text =
                column.search?(item) ?? column.spans(item, context).map(\.text).joined()
            return Double(text).map(SortValue.number) ?? .text(text.lowercased())
        }
    }
}

/// A tab with its detail's type erased.
package struct AnyDetailTab: Sendable {
    package let id: String
    package let title: String
    package let needs: @Sendable (ResourceAddress) -> [ListKey]
    package let translation: (@Sendable (ResourceAddress) -> ListKey)?
    package let body: @Sendable (AnyItem, ResourceAddress, RenderContext) -> DetailBody?

    init<Detail: Equatable & Sendable>(_ tab: DetailTab<Detail>) {
        id = tab.id
        title = tab.title
        needs = tab.needs
        translation = tab.translation
        body = { any, address, context in
            any.value(as: Detail.self).map { tab.body($0, address, context) }
        }
    }
}
