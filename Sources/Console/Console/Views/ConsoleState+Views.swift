import PipelineAPI
import Screen

extension ConsoleState {
    /// Returns how the lists of a kind are shown: by the view that is open, or as the user has chosen.
    func viewChoice(of kind: ResourceID) -> ViewChoice {
        shownViews[kind]?.choice ?? preferences[view: kind]
    }

    /// Changes how the lists of a kind are shown; while a view is open, the user's own choice is left as it is.
    mutating func changeViewChoice(of kind: ResourceID, _ change: (inout ViewChoice) -> Void) {
        if var view = shownViews[kind] {
            change(&view.choice)
            shownViews[kind] = view
        } else {
            change(&preferences[view: kind])
        }
    }

    /// The open view of the focused list.
    var shownView: SavedView? { focusedList.flatMap { shownViews[$0.kind] } }

    /// Opens a saved view, or says what is to be selected first.
    mutating func open(view name: String) -> [ConsoleEffect] {
        guard let view = savedViews.first(where: { $0.name == name }),
            let kind = ResourceCatalogue.kind(view.kind)
        else { return [] }
        guard showList(of: kind) else { return [] }
        shownViews[kind.id] = view
        changeFocusedList { list in
            list.filter = ListFilter()
            list.filter.text = view.filter
            list.selection = nil
            list.top = 0
            guard kind.part != nil else { return }
            (list.query, list.filter.text) = view.query(of: kind)
            list.history = HistoryWindow()
        }
        if focus == .sidebar { followSelection() }
        return []
    }

    /// Puts the focus on the list of a kind; of one within another kind, on that of the item in focus.
    private mutating func showList(of kind: AnyResourceKind) -> Bool {
        guard kind.placement == .nested else {
            show(kind: kind.id)
            return focusedList?.kind == kind.id
        }
        guard let container = kind.containment.kind.flatMap(ResourceCatalogue.kind),
            let address = (focusedAddress ?? page?.address).flatMap({
                self.container(container, of: $0)
            })
        else {
            let noun = kind.containment.kind.flatMap(ResourceCatalogue.kind)?.noun ?? kind.noun
            notice = Notice("select a \(LocalizedText(known: noun)) first", isError: true)
            return false
        }
        go(to: address)
        focus = .main
        for tab in container.tabs.indices {
            show(tab: tab)
            if page?.children?.kind == kind.id { return true }
        }
        show(tab: 0)
        notice = Notice("'\(address.name)' is not known yet: try again", isError: true)
        return false
    }

    private func container(
        _ kind: AnyResourceKind,
        of focused: ResourceAddress
    ) -> ResourceAddress? {
        if focused.scope.containerKind == kind.id {
            return ResourceAddress(kind.id, .root, focused.scope.container)
        }
        return target(of: kind, from: focused)
    }

    /// Clears the filter of the focused list and leaves its view; the user's own order and columns come back.
    mutating func clearFilter() {
        guard let list = focusedList else { return }
        let isPaged = ResourceCatalogue.kind(list.kind)?.part != nil
        let isLeft = shownViews.removeValue(forKey: list.kind) != nil
        changeFocusedList { list in
            list.filter = ListFilter()
            guard isLeft, isPaged else { return }
            list.query = ListQuery()
            list.history = HistoryWindow()
        }
    }

    /// Opens the form that saves how the focused list is shown.
    mutating func planView() {
        guard let list = focusedList, let kind = ResourceCatalogue.kind(list.kind),
            SavedView.kinds.contains(where: { $0.id == kind.id })
        else {
            notice = Notice("there is no list here to save a view of")
            return
        }
        askForView(of: kind, name: shownView?.name ?? "", key: shownView?.key?.label ?? "")
    }

    private mutating func askForView(of kind: AnyResourceKind, name: String, key: String) {
        overlay = .form(
            FormDialog(
                .view,
                title: "Save a view of \(LocalizedText(known: kind.title))",
                fields: [
                    FormDialog.Field(
                        "name",
                        name,
                        hint: "the palette opens it by this"
                    ),
                    FormDialog.Field(
                        "key",
                        key,
                        hint: "such as F6 or Ctrl-K; none where it is empty"
                    ),
                ]
            )
        )
    }

    /// Has the view of the focused list kept under the form's name, or says what is wrong with it.
    mutating func keepView(_ values: [String: String]) -> [ConsoleEffect] {
        guard let list = focusedList, let kind = ResourceCatalogue.kind(list.kind) else {
            return []
        }
        let status = list.query.status.map { ["status:\($0.lowercased())"] } ?? []
        let filter = status + (list.filter.isActive ? [list.filter.text] : [])
        let choice = viewChoice(of: kind.id)
        let wish = SavedView.Wish(
            name: values["name"] ?? "",
            kind: kind.id.description,
            filter: filter.joined(separator: " "),
            sort: order(of: list).map { ($0.isDescending ? "-" : "") + $0.column },
            columns: choice.hidden.isEmpty ? [] : kind.columns(choice).map(\.title),
            key: values["key"]
        )
        do {
            let view = try SavedView(wish)
            _ = try keymap.keeping(view)
            return [.keepView(view)]
        } catch {
            // What was typed stays, to be corrected.
            askForView(of: kind, name: wish.name, key: wish.key ?? "")
            notice = Notice(LocalizedText(verbatim: "\(error)"), isError: true)
            return []
        }
    }

    /// Takes a view that was kept among the others, in place of one of the same name.
    mutating func receive(_ view: SavedView, _ result: Result<String, APIError>) {
        do {
            let path = try result.get()
            keymap = try keymap.keeping(view)
            savedViews.removeAll { $0.name == view.name }
            savedViews.append(view)
            if shownViews[view.kind] != nil { shownViews[view.kind] = view }
            notice = Notice("view '\(view.name)' is kept in '\(path)': ':\(view.name)' opens it")
        } catch {
            let reason = (error as? APIError)?.message ?? "\(error)"
            notice = Notice(LocalizedText(verbatim: reason), isError: true)
        }
    }
}

extension SavedView {
    /// Returns what the service filters and orders a long list by, and the rest of the filter.
    fileprivate func query(of kind: AnyResourceKind) -> (query: ListQuery, filter: String) {
        var query = ListQuery()
        var rest = filter.split(separator: " ").map(String.init)
        for status in RunStatus.known {
            let term = "status:\(status.rawValue.lowercased())"
            guard let place = rest.firstIndex(where: { $0.lowercased() == term }) else { continue }
            query.status = status.rawValue
            rest.remove(at: place)
            break
        }
        if let order = choice.sort,
            let field = kind.columns.first(where: { $0.title == order.column })?.field
        {
            query.sort = (order.isDescending ? "-" : "") + field
        }
        return (query, rest.joined(separator: " "))
    }
}
