import PipelineAPI

extension ConsoleState {
    /// Returns what an action of a kind would act on from where the focus is: the item itself, or what that
    /// stands for, such as the job a run belongs to.
    func target(of kind: AnyResourceKind) -> ResourceAddress? {
        focusedAddress.flatMap { target(of: kind, from: $0) }
    }

    /// Returns the same from an item that need not be the one in focus any more.
    func target(of kind: AnyResourceKind, from focused: ResourceAddress) -> ResourceAddress? {
        focused.kind == kind.id ? focused : kind.traits.target(focused, listings)
    }

    /// Why an action cannot be done to an item now; `nil` where it can.
    func refusal(
        of action: ResourceAction,
        of kind: AnyResourceKind,
        at address: ResourceAddress?
    ) -> LocalizedText? {
        guard let address, let item = item(at: address) else {
            return "select a \(LocalizedText(known: kind.noun)) first"
        }
        if let writeRefusal { return writeRefusal }
        if pending.contains(where: { $0.title == action.title && $0.address == address }) {
            return "\(LocalizedText(known: action.title)) was sent already: wait"
        }
        return action.refusal(item)
    }

    /// Opens the plan of an action, or says why it cannot be done; of many, where rows are marked.
    mutating func plan(_ action: ResourceAction, of kind: AnyResourceKind) -> [ConsoleEffect] {
        let marked = markedTargets(of: kind)
        if !marked.isEmpty {
            planBulk(action, of: kind, on: marked)
            return []
        }
        let address = target(of: kind)
        if let refusal = refusal(of: action, of: kind, at: address) {
            notice = Notice(refusal, isError: true)
            return []
        }
        guard let address, let item = item(at: address) else { return [] }
        let request = ActionRequest(kind: kind.id, title: action.title, address: address)
        let fields = action.fields(item)
        if fields.isEmpty {
            confirm(request)
        } else {
            let title: LocalizedText = "\(action.title(withNoun: kind.noun)) \(address.localized)"
            overlay = .form(FormDialog(.action(request), title: title, fields: fields))
        }
        return []
    }

    /// Shows what will happen, and asks.
    mutating func confirm(_ request: ActionRequest) {
        guard let action = request.action, let kind = ResourceCatalogue.kind(request.kind),
            let item = item(at: request.address)
        else { return }
        let address = request.address
        let values = request.values.sorted { $0.key < $1.key }.map { name, value in
            LocalizedText(verbatim: "\(name) = \(value)")
        }
        overlay = .confirm(
            ConfirmDialog(
                subject: .action(request),
                title: "\(action.title(withNoun: kind.noun)) \(address.localized)?",
                profile: identity.profile,
                consequences: action.consequences(address, item) + values,
                call: action.preview(for: request),
                expected: identity.confirmsByName
                    ? identity.profile : action.confirmation == .name ? address.name : nil
            )
        )
    }

    /// Sends a confirmed action; the state rules are looked at once more, since time has passed.
    mutating func send(_ request: ActionRequest) -> [ConsoleEffect] {
        guard let action = request.action, let kind = ResourceCatalogue.kind(request.kind) else {
            return []
        }
        if let refusal = refusal(of: action, of: kind, at: request.address) {
            notice = Notice(refusal, isError: true)
            return []
        }
        pending.insert(request)
        notice = Notice("\(action.title(withNoun: kind.noun)) \(request.address.localized) …")
        return [.perform(request)]
    }

    mutating func finish(
        _ request: ActionRequest,
        _ result: Result<LocalizedText, APIError>
    ) -> [ConsoleEffect] {
        pending.remove(request)
        let affected = ConsoleEffect.refresh(affected(by: request.address))
        let noun = ResourceCatalogue.kind(request.kind)?.noun ?? ""
        let title = request.action?.title(withNoun: noun) ?? LocalizedText(known: request.title)
        let audit = record("\(title.english) \(request.address.nameInContainer)", result)
        if let next = finishOneOfMany(request, result) { return [audit, affected] + next }
        switch result {
        case .success(let text):
            notice = Notice(text)
        case .failure(let error):
            tell(error, title: "\(title) \(request.address.localized) failed")
        }
        return [audit, affected]
    }

    /// Shows why something failed; in a line only while another dialog is open, which has work of its own.
    private mutating func tell(_ error: APIError, title: LocalizedText) {
        guard overlay == nil else {
            notice = Notice("\(title): \(error.description)", isError: true)
            return
        }
        notice = nil
        overlay = .message(MessageDialog(title: title, error: error))
    }

    /// Returns what may look different after an action: the item's list, and what its row draws from.
    private func affected(by address: ResourceAddress) -> [PollKey] {
        let lists = ResourceCatalogue.kind(address.kind)?.traits.rowLists(address) ?? []
        return ([address.list] + lists).map(PollKey.list)
    }
}
