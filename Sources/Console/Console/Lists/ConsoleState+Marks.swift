import PipelineAPI

extension ConsoleState {
    /// Toggles the mark of the selected row and selects the next one.
    mutating func mark() {
        guard focusedList != nil else {
            notice = Notice("there is nothing to mark here: go to a list")
            return
        }
        moveInFocusedList { list in
            guard let name = list.selection else { return }
            if list.marks.remove(name) == nil { list.marks.insert(name) }
            _ = list.move(by: 1)
        }
    }

    mutating func markAll() {
        moveInFocusedList { $0.marks.formUnion($0.rows.map(\.name)) }
    }

    mutating func unmarkAll() {
        moveInFocusedList { $0.marks = [] }
    }

    /// Returns the marked items that an action of a kind is for; each once, in the order of the list.
    func markedTargets(of kind: AnyResourceKind) -> [ResourceAddress] {
        guard let list = focusedList, !list.marks.isEmpty else { return [] }
        var seen: Set<ResourceAddress> = []
        return list.rows.filter { list.marks.contains($0.name) }.compactMap { row in
            address(of: row.name, in: list).flatMap { target(of: kind, from: $0) }
        }.filter { seen.insert($0).inserted }
    }

    /// Opens the plan of an action on many items, with the items left out and the reasons.
    mutating func planBulk(
        _ action: ResourceAction,
        of kind: AnyResourceKind,
        on addresses: [ResourceAddress]
    ) {
        var requests: [ActionRequest] = []
        var skipped: [LocalizedText] = []
        for address in addresses {
            if let reason = refusal(of: action, of: kind, at: address) {
                skipped.append("\(address.localized): \(reason)")
            } else {
                requests.append(
                    ActionRequest(kind: kind.id, id: action.id, address: address)
                )
            }
        }
        guard let plan = ChangePlan.bulk(requests, skipped: skipped) else {
            notice = Notice("none of the \(addresses.count) marked: \(skipped[0])", isError: true)
            return
        }
        ask(plan, about: .bulk(requests))
    }

    /// Sends the first of several requests; each answer sends the next.
    mutating func begin(_ requests: [ActionRequest]) -> [ConsoleEffect] {
        unmarkAll()
        var dialog = BulkDialog(title: ChangePlan.title(of: requests), requests: requests)
        let first = dialog.next()
        overlay = .bulk(dialog)
        return first.map { [.perform($0, on: item(at: $0.address))] } ?? []
    }

    /// Records the answer to one of several requests; `nil` if it was to something else.
    mutating func finishOneOfMany(
        _ request: ActionRequest,
        _ result: Result<LocalizedText, APIError>
    ) -> [ConsoleEffect]? {
        guard case .bulk(var dialog) = overlay, dialog.receive(request, result) else { return nil }
        notice = nil
        let next = dialog.next()
        overlay = .bulk(dialog)
        return next.map { [.performNext($0, on: item(at: $0.address))] } ?? []
    }
}

extension AnyResourceKind {
    /// The plural in the middle of a sentence; for an aggregate kind, that of its source lists.
    var plural: String {
        let source = placement == .screen ? aggregate?.sources.first?.kind : nil
        return (source.flatMap(ResourceCatalogue.kind)?.title ?? title).lowercased()
    }
}
