import PipelineAPI
package import Screen

extension ConsoleState {
    /// Returns the rows of a list after filtering and sorting.
    ///
    /// The result is kept in the list, since this reads every row: it is computed only when an answer, the filter
    /// or the order has changed, never for a key or a picture.
    func arranged(_ list: ListState) -> [Row] {
        guard let key = list.key, let listing = listings[key]?.value else { return [] }
        let rows = list.history.rows(after: listing.rows)
        guard let kind = ResourceCatalogue.kind(list.kind) else { return rows }
        let arrangement = RowArrangement(
            filter: list.filter.text,
            order: kind.part == nil ? viewChoice(of: list.kind).sort : nil
        )
        guard !arrangement.isEmpty else { return rows }
        return arrangement.rows(of: rows, kind: kind, in: renderContext(glyphs: .ascii))
    }

    /// Returns a list with its current rows.
    func rearranged(_ list: ListState) -> ListState {
        var list = list
        list.receive(arranged(list))
        if let columns = ResourceCatalogue.kind(list.kind)?.columns,
            columns.contains(where: { $0.width == .fitting })
        {
            let context = renderContext(glyphs: .ascii)
            list.textWidths = TextWidths(of: list.rows, columns: columns, in: context)
        }
        return list
    }

    /// Updates the rows of every view of a list.
    mutating func arrange(_ key: ListKey) {
        let isGathered = ResourceCatalogue.kind(key.kind)?.aggregate != nil
        for index in panes.indices where panes[index].key == key {
            if isGathered, !panes[index].isMoved { panes[index].selection = nil }
            panes[index] = rearranged(panes[index])
        }
        for index in pages.indices where pages[index].children?.key == key {
            pages[index].children = pages[index].children.map(rearranged)
        }
    }

    package func renderContext(glyphs: Glyphs) -> RenderContext {
        RenderContext(
            now: now,
            zone: zone,
            serviceZone: serviceZone,
            glyphs: glyphs,
            width: detailWidth,
            times: display.times,
            notation: display.notation,
            showsTranslation: display.showsTranslation,
            night: display.night,
            found: found,
            localizer: display.localizer.drawn(with: glyphs),
            activity: changes.activity,
            outputs: changes.outputs,
            audit: changes.audit,
            definitions: changes.definitions,
            requests: traffic.journal,
            forecast: traffic.forecast,
            seenFailures: preferences.seenFailures,
            endpoint: identity.endpoint,
            profile: identity.profile,
            details: details,
            listings: listings
        )
    }

    /// The width of the main pane within its frame, in cells, also while it is hidden.
    private var detailWidth: Int {
        let main = layout.main
        return max(1, (main.isEmpty ? size.width : main.width) - 4)
    }

    package var page: DetailPage? { pages.last }

    /// The list in focus: the focused pane's, or the one in the main pane's tab.
    package var focusedList: ListState? {
        focus == .sidebar ? panes[activePane] : page?.children
    }

    /// Why the list in focus has nothing to show; `nil` if it has, or it was not answered yet.
    var focusedFailure: APIError? {
        guard let key = focusedList?.key, let list = listings[key], list.value == nil else {
            return nil
        }
        return list.error
    }

    /// The item that keys act on: the selected row of the focused list, or the shown item.
    package var focusedAddress: ResourceAddress? {
        if let selected = focusedList.flatMap(selectedAddress) { return selected }
        return focus == .main ? page?.address : nil
    }

    /// Returns the address of a list's selected row.
    func selectedAddress(of list: ListState) -> ResourceAddress? {
        list.selection.flatMap { address(of: $0, in: list) }
    }

    /// Returns the address of a row: an item of the list, or the source item of an aggregate list's row.
    func address(of name: String, in list: ListState) -> ResourceAddress? {
        guard let key = list.key else { return nil }
        let target = listings[key]?.value?.row(named: name)?.target
        let address = target ?? ResourceAddress(key.kind, key.scope, name)
        return ResourceCatalogue.kind(key.kind)?.traits.chosen(address, self) ?? address
    }

    /// Returns the item at an address as its list has it.
    package func item(at address: ResourceAddress) -> AnyItem? {
        if let row = listings[address.list]?.value?.row(named: address.name) { return row.item }
        // A run far back in its history is only in the list that shows it.
        let lists = pages.compactMap(\.children).filter { list in
            list.kind == address.kind && list.scope == address.scope
                && (!list.history.isEmpty || list.query != ListQuery())
        }
        return lists.lazy.compactMap { list in
            list.rows.first { $0.name == address.name }?.item
        }.first
    }

    /// Returns the known detail of an address: from its list, or from a call of its own.
    package func detail(at address: ResourceAddress) -> Loadable<AnyItem> {
        guard let kind = ResourceCatalogue.kind(address.kind) else { return .loading }
        if kind.asksForDetail { return details[address] ?? .loading }
        let content = listings[address.list]
        guard let item = item(at: address).flatMap(kind.detail) else {
            return content?.error.map(Loadable.failed) ?? .loading
        }
        return switch content {
        case .stale(_, let date, let error): .stale(item, at: date, error)
        default: .loaded(item, at: content?.date ?? now)
        }
    }
}
