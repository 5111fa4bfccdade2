/// What the main pane shows: one item, one of its tabs, and where the eye was in each.
package struct DetailPage: Equatable, Sendable {
    package let address: ResourceAddress
    package var tab = 0
    /// The first line in sight of a tab of lines or of a tree.
    package var scroll = 0
    /// The selected line of a tree.
    package var cursor = 0
    /// Nodes of trees that are folded, by path.
    package var folded: Set<String> = []
    /// What is searched for in a tab of lines.
    package var search: PageSearch?
    /// The list within the item, where the tab shows one.
    package var children: ListState?

    package init(_ address: ResourceAddress, tab: Int = 0) {
        self.address = address
        self.tab = tab
    }

    package var kind: AnyResourceKind? { ResourceCatalogue.kind(address.kind) }

    /// Whether the page is a list as a whole, as a screen made of other lists is.
    var isList: Bool { kind?.placement == .screen && kind?.aggregate != nil }

    /// The tab that is shown; a kind has at least one.
    package var shownTab: AnyDetailTab? {
        guard let tabs = kind?.tabs, tabs.indices.contains(tab) else { return nil }
        return tabs[tab]
    }
}
