/// A page of the main pane: an item, its shown tab, and the scroll position.
package struct DetailPage: Equatable, Sendable {
    package let address: ResourceAddress
    package var tab = 0
    /// The first line in sight of a tab of lines or of a tree.
    package var scroll = 0
    /// The selected line of a tree.
    package var cursor = 0
    /// The folded nodes of trees, by path.
    package var folded: Set<String> = []
    /// The search in a tab of lines.
    package var search: PageSearch?
    /// The list within the item, if the tab shows one.
    package var children: ListState?

    package init(_ address: ResourceAddress, tab: Int = 0) {
        self.address = address
        self.tab = tab
    }

    package var kind: AnyResourceKind? { ResourceCatalogue.kind(address.kind) }

    /// Whether the whole page is a list, as for a screen made of other lists.
    var isList: Bool { kind?.placement == .screen && kind?.aggregate != nil }

    /// The tab that is shown; a kind has at least one.
    package var shownTab: AnyDetailTab? {
        guard let tabs = kind?.tabs, tabs.indices.contains(tab) else { return nil }
        return tabs[tab]
    }
}
