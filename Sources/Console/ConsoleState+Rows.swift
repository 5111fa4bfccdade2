import PipelineAPI
package import Screen

extension ConsoleState {
    /// The rows of a list that its filter leaves, in order.
    package func visibleRows(of list: ListState) -> ArraySlice<Row> {
        guard let key = list.key, let rows = listings[key]?.value?.rows else { return [] }
        guard list.filter.isActive, let kind = ResourceCatalogue.kind(list.kind) else {
            return rows[...]
        }
        let context = renderContext(glyphs: .ascii)
        return rows.filter { row in
            list.filter.accepts(
                kind.columns.flatMap { $0.spans(row.item, context).map(\.text) }
            )
        }[...]
    }

    package func renderContext(glyphs: Glyphs) -> RenderContext {
        RenderContext(
            now: now,
            zone: zone,
            glyphs: glyphs,
            times: times,
            notation: notation,
            activity: activity,
            listings: listings
        )
    }

    package var page: DetailPage? { pages.last }

    /// The list keys move in: the focused pane's, or the one within the main pane's tab.
    var focusedList: ListState? {
        focus == .column ? panes[activePane] : page?.children
    }

    /// The item that keys act on: the selected row of the focused list, or the item that is shown.
    package var focusedAddress: ResourceAddress? {
        if let list = focusedList, let key = list.key, let name = list.selection {
            return ResourceAddress(key.kind, key.scope, name)
        }
        return focus == .main ? page?.address : nil
    }

    /// The item of an address as its list last told it.
    package func item(at address: ResourceAddress) -> AnyItem? {
        listings[address.list]?.value?.rows.first { $0.name == address.name }?.item
    }

    /// What the detail of an address is known to be: from its list, or from a call of its own.
    package func detail(at address: ResourceAddress) -> Content<AnyItem> {
        guard let kind = ResourceCatalogue.kind(address.kind) else { return .loading }
        if kind.asksForDetail { return details[address] ?? .loading }
        guard let content = listings[address.list] else { return .loading }
        guard let item = item(at: address).flatMap(kind.detail) else {
            return content.error.map(Content.failed) ?? .loading
        }
        return switch content {
        case .stale(_, let date, let error): .stale(item, at: date, error)
        default: content.date.map { .loaded(item, at: $0) } ?? .loading
        }
    }
}
