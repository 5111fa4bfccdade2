package import Screen

extension Lineage {
    /// Returns an item's sources or readers as tree nodes.
    package func nodes(_ direction: Direction, of item: Item, glyphs: Glyphs) -> [TreeNode] {
        tree(direction, of: item).children.map { node(of: $0, glyphs: glyphs) }
    }

    /// Returns `upstream: 2 repos, 1 transform`, or that there are none.
    package func summary(_ direction: Direction, of item: Item) -> LocalizedText {
        let counts = counts(direction, of: item)
        let parts = Kind.allCases.compactMap { kind -> LocalizedText? in
            guard let count = counts[kind] else { return nil }
            return "\(count) \(LocalizedText(known: kind.word + (count == 1 ? "" : "s")))"
        }
        let title: LocalizedText = direction == .upstream ? "upstream: " : "downstream: "
        return title + (parts.isEmpty ? "nothing" : parts.joined())
    }

    private func node(of tree: Tree, glyphs: Glyphs) -> TreeNode {
        var spans = [
            Span(says: LocalizedText(known: tree.item.kind.word), .muted, width: 12),
            Span(tree.item.name, .strong),
        ]
        if let destination = destination(of: tree.item) {
            spans.append(Span(" \(glyphs.arrow) \(destination)", .accent))
        }
        if tree.isRepeated {
            spans.append(Span(says: "  seen above", .muted))
        } else if !isListed(tree.item) {
            spans.append(
                isAsked(tree.item)
                    ? Span(says: "  not listed", .warning) : Span(says: "  not asked yet", .muted)
            )
        }
        return TreeNode(
            name: tree.item.id,
            spans: spans,
            children: tree.children.map { node(of: $0, glyphs: glyphs) },
            target: isListed(tree.item) ? tree.item.address : nil
        )
    }
}

extension Lineage.Item {
    /// Returns the item's address in the console.
    var address: ResourceAddress {
        switch kind {
        case .dataSource: ResourceAddress(.dataSources, .root, name)
        case .repo: ResourceAddress(.repos, .root, name)
        case .transform: ResourceAddress(.transforms, .repo(container), name)
        case .job: ResourceAddress(.jobs, .root, name)
        case .export: ResourceAddress(.exports, .repo(container), name)
        case .jobExport: ResourceAddress(.jobExports, .job(container), name)
        }
    }

    /// Returns the item's name as a tree node.
    package var id: String { "\(kind.word)/\(container)/\(name)" }
}

extension Lineage.Kind {
    package var word: String {
        switch self {
        case .dataSource: "data source"
        case .repo: "repo"
        case .transform: "transform"
        case .job: "job"
        case .export: "export"
        case .jobExport: "job export"
        }
    }
}
