import PipelineAPI

extension ConsoleState {
    /// Opens the choice of the column to sort the focused list by.
    mutating func chooseOrder() {
        guard let list = focusedList, let kind = ResourceCatalogue.kind(list.kind) else {
            notice = Notice("there is no list here to put in order")
            return
        }
        let current = order(of: list)
        let entries = kind.orderColumns.map { column in
            let isOn = current?.column == column.title
            let note = isOn ? (current?.isDescending == true ? "descending" : "ascending") : ""
            return ChoiceDialog.Entry(column.title, note: note, isOn: isOn)
        }
        let all = [ChoiceDialog.Entry("as it comes", isOn: current == nil)] + entries
        overlay = .choice(ChoiceDialog(.sort(kind.id), title: "Order by", entries: all))
    }

    /// Opens the choice of the columns of the focused kind's lists.
    mutating func chooseColumns() {
        guard let list = focusedList, let kind = ResourceCatalogue.kind(list.kind) else {
            notice = Notice("there is no list here to choose columns of")
            return
        }
        let hidden = viewChoice(of: kind.id).hidden
        overlay = .choice(
            ChoiceDialog(
                .columns(kind.id),
                title: "Columns of \(LocalizedText(known: kind.title))",
                entries: kind.columns.dropFirst().map {
                    ChoiceDialog.Entry($0.title, isOn: !hidden.contains($0.title))
                }
            )
        )
    }

    /// Opens the choice of the status to show in the focused list; runs are filtered by the service.
    mutating func chooseStatus() {
        guard let list = focusedList, ResourceCatalogue.kind(list.kind)?.facts != nil else {
            notice = Notice("only runs and jobs have a status to filter by")
            return
        }
        let terms = list.filter.text.split(separator: " ")
        let typed = terms.first { $0.hasPrefix("status:") }?.dropFirst("status:".count)
        let current = list.query.status ?? typed.map(String.init)
        let entries = RunStatus.known.map { status in
            ChoiceDialog.Entry(
                status.rawValue,
                isOn: current?.lowercased() == status.rawValue.lowercased()
            )
        }
        let all = [ChoiceDialog.Entry(Self.anyStatus, isOn: current == nil)] + entries
        overlay = .choice(ChoiceDialog(.status, title: "Show status", entries: all))
    }

    private static let anyStatus = "any"

    /// Opens the choice of another profile.
    mutating func chooseProfile() {
        guard profiles.count > 1 else {
            notice = Notice("there is no other profile: add one to the configuration file")
            return
        }
        let entries = profiles.map { ChoiceDialog.Entry($0, isOn: $0 == identity.profile) }
        overlay = .choice(ChoiceDialog(.profile, title: "Switch to profile", entries: entries))
    }

    mutating func choose(
        _ entry: ChoiceDialog.Entry,
        for purpose: ChoiceDialog.Purpose
    ) -> [ConsoleEffect] {
        switch purpose {
        case .sort(let kind): sort(kind, by: entry.value)
        case .columns(let kind): toggle(entry, of: kind)
        case .status: show(status: entry.value == Self.anyStatus ? nil : entry.value)
        case .profile: return entry.isOn ? [] : [.switchProfile(entry.value)]
        }
        return [.savePreferences(preferences)]
    }

    /// Returns the sort order of a list, whether the console or the service sorts it.
    func order(of list: ListState) -> SortOrder? {
        guard let kind = ResourceCatalogue.kind(list.kind) else { return nil }
        guard kind.part != nil else { return viewChoice(of: kind.id).sort }
        guard let sort = list.query.sort else { return nil }
        let isDescending = sort.hasPrefix("-")
        let field = isDescending ? String(sort.dropFirst()) : sort
        let column = kind.columns.first { $0.field == field }
        return column.map { SortOrder($0.title, isDescending: isDescending) }
    }

    /// Sorts by a column; choosing it again reverses the order; a title that is no column removes the order.
    private mutating func sort(_ id: ResourceID, by title: String) {
        guard let list = focusedList, let kind = ResourceCatalogue.kind(id) else { return }
        let current = order(of: list)
        let column = kind.orderColumns.first { $0.title == title }
        let isDescending = current?.column == title && current?.isDescending == false
        guard kind.part == nil else {
            return ask { $0.sort = column?.field.map { (isDescending ? "-" : "") + $0 } }
        }
        changeViewChoice(of: id) { choice in
            choice.sort = column.map { SortOrder($0.title, isDescending: isDescending) }
        }
        changeFocusedList { _ in }
    }

    private mutating func toggle(_ entry: ChoiceDialog.Entry, of id: ResourceID) {
        changeViewChoice(of: id) { choice in
            if entry.isOn {
                choice.hidden.remove(entry.value)
            } else {
                choice.hidden.insert(entry.value)
            }
        }
    }

    private mutating func show(status: String?) {
        guard let list = focusedList else { return }
        if ResourceCatalogue.kind(list.kind)?.part != nil {
            ask { $0.status = status }
            return
        }
        changeFocusedList { list in
            let others = list.filter.text.split(separator: " ").filter {
                !$0.hasPrefix("status:")
            }
            let term = status.map { ["status:\($0.lowercased())"] } ?? []
            list.filter.text = (others.map(String.init) + term).joined(separator: " ")
        }
    }

    /// Changes the query of the focused list; its old rows are dropped.
    private mutating func ask(_ change: (inout ListQuery) -> Void) {
        changeFocusedList { list in
            change(&list.query)
            list.history = HistoryWindow()
        }
    }
}

extension AnyResourceKind {
    /// The columns its lists can be sorted by; a paged list is sorted by the service.
    var orderColumns: [AnyTableColumn] {
        part == nil ? columns : columns.filter { $0.field != nil }
    }

    /// Returns the columns of a table without those the user has hidden; the first one, the name, is never hidden.
    package func columns(_ view: ViewChoice?) -> [AnyTableColumn] {
        columns.prefix(1)
            + columns.dropFirst().filter { view?.hidden.contains($0.title) != true }
    }
}
