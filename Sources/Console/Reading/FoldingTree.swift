/// A tree whose nodes fold, with a cursor; both are kept by path when the tree is loaded again.
///
/// **Invariant:** the cursor is on a visible row wherever there is one.
package struct FoldingTree: Equatable, Sendable {
    /// One visible node, and what is drawn before it.
    package struct Row: Equatable, Sendable {
        package let path: TreePath
        package let spans: [Span]
        package let isFoldable: Bool
        package let isFolded: Bool
        /// For each level from the second to the node's own: whether its line goes on below.
        package let goesOn: [Bool]
    }

    package private(set) var nodes: [TreeNode]
    /// Also paths that the tree does not have at present.
    package private(set) var folded: Set<TreePath> = []
    package private(set) var cursor: TreePath?
    /// Kept rather than made anew at every question; follows from `nodes` and `folded`.
    package private(set) var visibleRows: [Row] = []

    package init(_ nodes: [TreeNode]) {
        self.nodes = nodes
        update()
    }

    /// Takes a newer version of the tree; where the cursor's node is gone, its row stays selected.
    package mutating func receive(_ nodes: [TreeNode]) {
        let index = cursorIndex ?? 0
        self.nodes = nodes
        update(fallback: index)
    }

    package var cursorIndex: Int? {
        cursor.flatMap { cursor in visibleRows.firstIndex { $0.path == cursor } }
    }

    // MARK: - Folding

    /// Folds or unfolds the node under the cursor; one without children stays as it is.
    package mutating func toggle() {
        guard let cursor else { return }
        toggle(cursor)
    }

    package mutating func toggle(_ path: TreePath) {
        guard visibleRows.contains(where: { $0.path == path && $0.isFoldable }) else { return }
        if folded.remove(path) == nil { folded.insert(path) }
        update()
    }

    package mutating func foldAll() { unfold(toLevel: 0) }

    package mutating func unfoldAll() {
        folded = []
        update()
    }

    /// Shows nodes down to a level, the roots being level 0, and folds what is deeper.
    package mutating func unfold(toLevel level: Int) {
        folded = []
        visit(nodes, under: nil) { path, node in
            if !node.children.isEmpty, path.depth >= level { folded.insert(path) }
        }
        update()
    }

    // MARK: - Moving

    package mutating func move(by rows: Int) {
        guard let index = cursorIndex else { return }
        cursor = visibleRows[min(max(0, index + rows), visibleRows.count - 1)].path
    }

    /// Puts the cursor on a node, unfolding what hides it; an unknown one changes nothing.
    package mutating func select(_ path: TreePath) {
        var isKnown = false
        visit(nodes, under: nil) { known, _ in isKnown = isKnown || known == path }
        guard isKnown else { return }
        var ancestor = path.parent
        while let node = ancestor {
            folded.remove(node)
            ancestor = node.parent
        }
        cursor = path
        update()
    }

    /// What an arrow to the left does: folds the node, or goes to its parent where it is folded.
    package mutating func foldOrLeave() {
        guard let index = cursorIndex else { return }
        let row = visibleRows[index]
        if row.isFoldable, !row.isFolded {
            toggle(row.path)
        } else if let parent = row.path.parent {
            cursor = parent
        }
    }

    /// What an arrow to the right does: unfolds the node, or goes to its first child.
    package mutating func unfoldOrEnter() {
        guard let index = cursorIndex, visibleRows[index].isFoldable else { return }
        if visibleRows[index].isFolded {
            toggle(visibleRows[index].path)
        } else {
            move(by: 1)
        }
    }

    // MARK: - What follows from the nodes

    private mutating func update(fallback: Int? = nil) {
        var rows: [Row] = []
        appendRows(of: nodes, under: nil, goesOn: [], to: &rows)
        visibleRows = rows
        cursor = visibleCursor(fallback: fallback ?? 0)
    }

    /// The cursor's node, the ancestor whose fold hides it, or the row that stands where it was.
    private func visibleCursor(fallback: Int) -> TreePath? {
        var candidate = cursor
        while let path = candidate {
            if let row = visibleRows.first(where: { $0.path == path }) {
                if path == cursor || row.isFolded { return path }
                break
            }
            candidate = path.parent
        }
        guard !visibleRows.isEmpty else { return nil }
        return visibleRows[min(fallback, visibleRows.count - 1)].path
    }

    private func appendRows(
        of siblings: [TreeNode],
        under parent: TreePath?,
        goesOn: [Bool],
        to rows: inout [Row]
    ) {
        for (index, (path, node)) in paths(of: siblings, under: parent).enumerated() {
            let isFolded = !node.children.isEmpty && folded.contains(path)
            let own = parent == nil ? [] : goesOn + [index < siblings.count - 1]
            rows.append(
                Row(
                    path: path,
                    spans: node.spans,
                    isFoldable: !node.children.isEmpty,
                    isFolded: isFolded,
                    goesOn: own
                )
            )
            if !isFolded { appendRows(of: node.children, under: path, goesOn: own, to: &rows) }
        }
    }

    private func visit(
        _ siblings: [TreeNode],
        under parent: TreePath?,
        _ body: (TreePath, TreeNode) -> Void
    ) {
        for (path, node) in paths(of: siblings, under: parent) {
            body(path, node)
            visit(node.children, under: path, body)
        }
    }

    /// Names are the service's and may be given twice; the later ones are numbered.
    private func paths(
        of siblings: [TreeNode],
        under parent: TreePath?
    ) -> [(TreePath, TreeNode)] {
        var seen: [String: Int] = [:]
        return siblings.map { node in
            let number = seen[node.name, default: 0] + 1
            seen[node.name] = number
            let name = number == 1 ? node.name : "\(node.name)#\(number)"
            return (parent?.child(name) ?? [name], node)
        }
    }
}
