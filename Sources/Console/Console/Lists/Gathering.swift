/// A list made of other lists: the transforms of every repo, the runs of every job.
///
/// Nobody asks for such a list: what it is made of is asked for, within the request budget, and it is
/// put together from what is known. Each of its rows stands for the item it was made from.
package struct Gathering: Sendable {
    /// Lists of one kind, one within each item of another.
    package struct Source: Sendable {
        package let kind: ResourceID
        /// The kind whose items contain the lists, and how the name of one is a scope.
        package let containers: ResourceID
        package let scope: @Sendable (String) -> Scope
        /// Seconds between two questions for one of the lists, for this purpose.
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
    /// The most rows taken of one list.
    let mostOfEach: Int
    /// What a row becomes; `nil` leaves it out.
    let item: @Sendable (ListKey, Row) -> AnyItem?
    /// Which of two rows stands first; as the lists have them where it is `nil`.
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
    /// The lists that are made of others and are in sight, with what they are made of.
    private var gatheredLists: [(ListKey, AnyResourceKind, Gathering)] {
        let shown = panes.map(\.kind) + pages.suffix(1).map(\.address.kind)
        return shown.compactMap { id in
            ResourceCatalogue.kind(id).flatMap { kind in
                kind.gathering.map { (ListKey(id, .root), kind, $0) }
            }
        }
    }

    /// Which lists a gathered one is made of now.
    func keys(of gathering: Gathering) -> [(key: ListKey, source: Gathering.Source)] {
        gathering.sources.flatMap { source in
            (listings[ListKey(source.containers, .root)]?.value?.rows ?? []).map { row in
                (ListKey(source.kind, source.scope(row.name)), source)
            }
        }
    }

    /// Notes of each gathered list in sight when the oldest of its parts was asked for.
    mutating func dateGatheredLists() {
        for (key, _, gathering) in gatheredLists {
            let dates = keys(of: gathering).compactMap { listings[$0.key]?.date }
            if let oldest = dates.min() { listings[key]?.confirm(at: oldest) }
        }
    }

    /// Puts together again what is made of a list that was just answered.
    mutating func gather(after answered: ListKey) {
        for (key, kind, gathering) in gatheredLists
        where gathering.sources.contains(where: { source in
            source.kind == answered.kind || source.containers == answered.kind
        }) {
            gather(key, kind, gathering)
        }
    }

    /// Puts together every gathered list in sight, such as one that has just come into it.
    mutating func gatherAll() {
        for (key, kind, gathering) in gatheredLists { gather(key, kind, gathering) }
    }

    private mutating func gather(
        _ key: ListKey,
        _ kind: AnyResourceKind,
        _ gathering: Gathering
    ) {
        let known = keys(of: gathering).compactMap { part in
            listings[part.key].flatMap { content in
                content.value.map { (part.key, $0, content.date ?? now) }
            }
        }
        guard !known.isEmpty || isAnswered(gathering) else { return }
        var rows = known.flatMap { part, listing, _ in
            listing.rows.prefix(gathering.mostOfEach).compactMap { row in
                gathering.item(part, row).map { kind.row($0, part, row) }
            }
        }
        if let order = gathering.order { rows.sort(by: order) }
        let oldest = known.map(\.2).min() ?? now
        listings[key, default: .loading].receive(.success(Listing(rows: rows)), at: oldest)
        arrange(key)
    }

    /// Whether it is known that there is nothing to gather from.
    private func isAnswered(_ gathering: Gathering) -> Bool {
        gathering.sources.allSatisfy {
            listings[ListKey($0.containers, .root)]?.value?.rows.isEmpty == true
        }
    }
}

extension AnyResourceKind {
    /// A row of a gathered list, under a name that is unique in it.
    fileprivate func row(_ item: AnyItem, _ part: ListKey, _ row: Row) -> Row {
        Row(
            name: "\(part.kind)/\(part.scope.container)/\(row.name)",
            item: item,
            text: "\(part.scope.container.lowercased()) \(row.text)",
            target: ResourceAddress(part.kind, part.scope, row.name)
        )
    }
}
