import Screen

/// The tree of an item's sources and of the items computed from it.
enum LineageTree {
    static func nodes(of item: Lineage.Item, in context: RenderContext) -> [TreeNode] {
        let lineage = context.lineage
        return [
            ("upstream", Lineage.Direction.upstream), ("downstream", .downstream),
        ].map { name, direction in
            TreeNode(
                name: name,
                spans: [Span(says: lineage.summary(direction, of: item), .heading)],
                children: lineage.nodes(direction, of: item, glyphs: context.glyphs)
            )
        }
    }
}
