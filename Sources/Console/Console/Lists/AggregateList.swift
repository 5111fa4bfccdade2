/// A list made of other lists: the transforms of every repo, the runs of every job.
///
/// Such a list is not polled: its source lists are, within the request budget, and it is assembled from their
/// known answers. Each of its rows stands for the item it was made from.
package struct AggregateList: Sendable {
    /// Lists of one kind, one within each item of another.
    package struct Source: Sendable {
        package let kind: ResourceID
        /// The kind whose items contain the lists, and the scope of an item's name.
        package let containers: ResourceID
        package let scope: @Sendable (String) -> Scope
        /// Seconds between two requests for one of the lists.
        package let interval: Double

        package init(
            _ kind: ResourceID,
            inEach containers: ResourceID,
            every interval: Double,
            scope: @escaping @Sendable (String) -> Scope
        ) {
            self.kind = kind
            self.containers = containers
            self.interval = interval
            self.scope = scope
        }
    }

    package let sources: [Source]
    /// The most rows taken from one list.
    let mostOfEach: Int
    /// Converts a row; `nil` leaves it out.
    let item: @Sendable (ListKey, Row) -> AnyItem?
    /// The order of rows; with `nil` they keep the order of the lists.
    let order: (@Sendable (Row, Row) -> Bool)?

    package init<Item: Equatable & Sendable>(
        _ sources: [Source],
        mostOfEach: Int = .max,
        item: @escaping @Sendable (ListKey, Row) -> Item?,
        order: (@Sendable (Item, Item) -> Bool)? = nil
    ) {
        self.sources = sources
        self.mostOfEach = mostOfEach
        self.item = { key, row in item(key, row).map { AnyItem($0) } }
        guard let order else {
            self.order = nil
            return
        }
        self.order = { left, right in
            guard let left: Item = left.item.value(), let right: Item = right.item.value()
            else { return false }
            return order(left, right)
        }
    }
}

extension ConsoleState {
    /// The aggregate lists in sight, with their source lists.
    private var aggregateLists: [(ListKey, AnyResourceKind, AggregateList)] {
        let shown = panes.map(\.kind) + pages.suffix(1).map(\.address.kind)
        return shown.compactMap { id in
            ResourceCatalogue.kind(id).flatMap { kind in
                kind.aggregate.map { (ListKey(id, .root), kind, $0) }
            }
        }
    }

    /// Returns the current source lists of an aggregate list.
    func keys(of aggregate: AggregateList) -> [(key: ListKey, source: AggregateList.Source)] {
        aggregate.sources.flatMap { source in
            (listings[ListKey(source.containers, .root)]?.value?.rows ?? []).map { row in
                (ListKey(source.kind, source.scope(row.name)), source)
            }
        }
    }

    /// Sets the date of each aggregate list in sight to that of its oldest source list.
    mutating func dateAggregateLists() {
        for (key, _, aggregate) in aggregateLists {
            let dates = keys(of: aggregate).compactMap { listings[$0.key]?.date }
            if let oldest = dates.min() { listings[key]?.confirm(at: oldest) }
        }
    }

    /// Assembles again the aggregate lists that an answered list is a source of.
    mutating func assemble(after answered: ListKey) {
        for (key, kind, aggregate) in aggregateLists
        where aggregate.sources.contains(where: { source in
            source.kind == answered.kind || source.containers == answered.kind
        }) {
            assemble(key, kind, aggregate)
        }
    }

    /// Counts the first answer of a source list that adds no rows.
    mutating func countGathered(_ answered: ListKey) {
        for (key, _, aggregate) in aggregateLists
        where aggregate.sources.contains(where: { $0.kind == answered.kind }) {
            if gatherings[key]?.count(answered) != true {
                gatherings[key] = Gathering(of: aggregate, listings)
            }
        }
    }

    /// Assembles every aggregate list in sight, such as one that was just opened.
    mutating func assembleAll() {
        for (key, kind, aggregate) in aggregateLists { assemble(key, kind, aggregate) }
    }

    private mutating func assemble(
        _ key: ListKey,
        _ kind: AnyResourceKind,
        _ aggregate: AggregateList
    ) {
        gatherings[key] = Gathering(of: aggregate, listings)
        let known = keys(of: aggregate).compactMap { part in
            listings[part.key].flatMap { content in
                content.value.map { (part.key, $0, content.date ?? now) }
            }
        }
        guard !known.isEmpty || isAnswered(aggregate) else { return }
        var rows = known.flatMap { part, listing, _ in
            listing.rows.prefix(aggregate.mostOfEach).compactMap { row in
                aggregate.item(part, row).map { kind.row($0, part, row) }
            }
        }
        if let order = aggregate.order { rows.sort(by: order) }
        let oldest = known.map(\.2).min() ?? now
        listings[key, default: .loading].receive(.success(Listing(rows: rows)), at: oldest)
        arrange(key)
    }

    /// Whether the answers say that there are no source lists.
    private func isAnswered(_ aggregate: AggregateList) -> Bool {
        aggregate.sources.allSatisfy {
            listings[ListKey($0.containers, .root)]?.value?.rows.isEmpty == true
        }
    }
}

extension AnyResourceKind {
    /// Returns a row of an aggregate list, with a name that is unique in it.
    fileprivate func row(_ item: AnyItem, _ part: ListKey, _ row: Row) -> Row {
        Row(
            name: "\(part.kind)/\(part.scope.container)/\(row.name)",
            item: item,
            text: "\(part.scope.container.lowercased()) \(row.text)",
            target: ResourceAddress(part.kind, part.scope, row.name)
        )
    }
}
