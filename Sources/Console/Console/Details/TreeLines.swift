import Screen

/// A tree as lines: what is folded left out, each line with the path that folds it.
struct TreeLine: Equatable {
    let path: String
    let spans: [Span]
    let isFoldable: Bool
    let isFolded: Bool
    let depth: Int
    let target: ResourceAddress?
}

enum TreeLines {
    static func lines(
        of nodes: [TreeNode],
        folded: Set<String>,
        under prefix: String = "",
        depth: Int = 0
    ) -> [TreeLine] {
        nodes.flatMap { node -> [TreeLine] in
            let path = prefix + "/" + node.name
            let isFolded = folded.contains(path)
            let line = TreeLine(
                path: path,
                spans: node.spans,
                isFoldable: !node.children.isEmpty,
                isFolded: isFolded,
                depth: depth,
                target: node.target
            )
            let inner =
                isFolded
                ? [] : lines(of: node.children, folded: folded, under: path, depth: depth + 1)
            return [line] + inner
        }
    }

    /// The sign before a line: whether it folds, indented by its depth.
    static func indent(of line: TreeLine, glyphs: Glyphs) -> String {
        let sign = line.isFoldable ? (line.isFolded ? glyphs.folded : glyphs.unfolded) : " "
        return String(repeating: "  ", count: line.depth) + "\(sign) "
    }
}
