import PipelineAPI

/// Who feeds whom: from each item to those that read it, and back.
///
/// Built from facts once, asked for the tree above or below any one item. Pipelines may run in
/// circles (a job that reads its own result), so an item that stands in the tree already is marked
/// and not followed again.
package struct Lineage: Equatable, Sendable {
    /// What a node of the graph is, in the order in which siblings stand.
    package enum Kind: Int, Comparable, Hashable, Sendable, CaseIterable {
        case dataSource, repo, transform, job, export, jobExport

        package static func < (one: Kind, other: Kind) -> Bool { one.rawValue < other.rawValue }
    }

    /// One item, by what is needed to go there.
    package struct Item: Hashable, Sendable {
        package let kind: Kind
        /// The repo of a transform or an export, the job of a job's export; else empty, or unknown.
        package let container: String
        package let name: String

        package init(_ kind: Kind, _ name: String, in container: String = "") {
            self.kind = kind
            self.container = container
            self.name = name
        }
    }

    /// An item with what it leads to.
    package struct Tree: Equatable, Sendable {
        package let item: Item
        /// Whether the item stood in the tree before, where its children are.
        package let isRepeated: Bool
        package let children: [Tree]
    }

    package enum Direction: Sendable { case upstream, downstream }

    private var readers: [Item: Set<Item>] = [:]
    private var feeders: [Item: Set<Item>] = [:]
    /// Items that a list has, not only another item's word for it.
    private var listed: Set<Item> = []
    private let wholeKinds: Set<Kind>
    private var destinations: [Item: String] = [:]

    package init(_ facts: LineageFacts) {
        wholeKinds = facts.wholeKinds
        listed.formUnion(facts.repos.map { Item(.repo, $0.name) })
        listed.formUnion(facts.dataSources.map { Item(.dataSource, $0) })
        addStreams(facts)
        addBatch(facts)
    }

    /// The tree of an item's feeders or readers, as deep as it goes; siblings by kind and name.
    package func tree(_ direction: Direction, of item: Item) -> Tree {
        var seen: Set<Item> = []
        return tree(direction == .upstream ? feeders : readers, of: item, seen: &seen)
    }

    /// How many different items there are above or below an item, by kind.
    package func counts(_ direction: Direction, of item: Item) -> [Kind: Int] {
        Dictionary(grouping: reach(direction, from: [item]), by: \.kind).mapValues(\.count)
    }

    /// Returns every item above or below some items, each once, without those themselves.
    package func reach(_ direction: Direction, from items: [Item]) -> Set<Item> {
        let edges = direction == .upstream ? feeders : readers
        var seen = Set(items)
        var rest = items
        while let item = rest.popLast() {
            for next in edges[item] ?? [] where seen.insert(next).inserted { rest.append(next) }
        }
        return seen.subtracting(items)
    }

    /// Whether a list has the item, so that it can be gone to.
    package func isListed(_ item: Item) -> Bool { listed.contains(item) }

    /// Whether all lists were answered that could have the item.
    func isAsked(_ item: Item) -> Bool { wholeKinds.contains(item.kind) }

    /// Where an export writes: `kodo logs`.
    package func destination(of item: Item) -> String? { destinations[item] }

    private func tree(
        _ edges: [Item: Set<Item>],
        of item: Item,
        seen: inout Set<Item>
    ) -> Tree {
        guard seen.insert(item).inserted else {
            return Tree(item: item, isRepeated: true, children: [])
        }
        let next = (edges[item] ?? []).sorted {
            ($0.kind, $0.name, $0.container) < ($1.kind, $1.name, $1.container)
        }
        var children: [Tree] = []
        for item in next { children.append(tree(edges, of: item, seen: &seen)) }
        return Tree(item: item, isRepeated: false, children: children)
    }
}

extension Lineage {
    private mutating func addStreams(_ facts: LineageFacts) {
        for fact in facts.transforms {
            let transform = Item(.transform, fact.name, in: fact.repo)
            listed.insert(transform)
            connect(Item(.repo, fact.repo), to: transform)
            connect(transform, to: Item(.repo, fact.to))
        }
        let made = Set(facts.transforms.map { [$0.name, $0.to] })
        for repo in facts.repos {
            // The transform's own list may not have been asked for yet.
            guard let maker = repo.derivedFrom, !maker.isEmpty, !made.contains([maker, repo.name])
            else { continue }
            connect(Item(.transform, maker), to: Item(.repo, repo.name))
        }
        for fact in facts.exports { add(fact, .export, of: Item(.repo, fact.container)) }
    }

    private mutating func addBatch(_ facts: LineageFacts) {
        for fact in facts.jobs {
            let job = Item(.job, fact.name)
            listed.insert(job)
            for source in fact.sources {
                connect(Item(source.type == .job ? .job : .dataSource, source.name), to: job)
            }
        }
        for fact in facts.jobExports { add(fact, .jobExport, of: Item(.job, fact.container)) }
    }

    private mutating func add(_ fact: LineageFacts.Export, _ kind: Kind, of source: Item) {
        let export = Item(kind, fact.name, in: fact.container)
        listed.insert(export)
        destinations[export] = [fact.type.rawValue, fact.target].filter { !$0.isEmpty }
            .joined(separator: " ")
        connect(source, to: export)
    }

    private mutating func connect(_ feeder: Item, to reader: Item) {
        readers[feeder, default: []].insert(reader)
        feeders[reader, default: []].insert(feeder)
    }
}

extension Lineage.Tree {
    /// Every item of the tree, its root included, once.
    package var items: Set<Lineage.Item> {
        children.reduce(into: [item]) { $0.formUnion($1.items) }
    }
}
