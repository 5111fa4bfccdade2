/// Which node of a tree: the names of its ancestors and its own, from the root on.
///
/// Names and no positions, so that it still means the same node when the tree has been loaded again.
package struct TreePath: Hashable, Sendable {
    package let names: [String]

    package init(_ names: [String]) { self.names = names }

    /// How many ancestors the node has.
    package var depth: Int { names.count - 1 }

    package var parent: TreePath? {
        names.count > 1 ? TreePath(names.dropLast()) : nil
    }

    func child(_ name: String) -> TreePath { TreePath(names + [name]) }
}

extension TreePath: ExpressibleByArrayLiteral {
    package init(arrayLiteral names: String...) { self.init(names) }
}
