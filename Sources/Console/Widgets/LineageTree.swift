import Screen

/// What an item is computed from, and what is computed from it, as one tree that folds.
enum LineageTree {
    static func nodes(of item: Lineage.Item, in context: RenderContext) -> [TreeNode] {
        let lineage = context.lineage
        return [
            ("upstream", Lineage.Direction.upstream, "from"),
            ("downstream", .downstream, "to"),
        ].map { name, direction, word in
            TreeNode(
                name: name,
                spans: [
                    Span("\(word) ", .heading),
                    Span(lineage.summary(direction, of: item), .muted),
                ],
                children: lineage.nodes(direction, of: item, glyphs: context.glyphs)
            )
        }
    }
}
