import Screen

/// What an item is computed from, and what is computed from it, as one tree that folds.
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
