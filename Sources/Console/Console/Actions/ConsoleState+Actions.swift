import PipelineAPI
import Screen

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
        if changes.isPending(action.id, at: address) {
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
        let request = ActionRequest(kind: kind.id, id: action.id, address: address)
        let fields = action.fields(item)
        if fields.isEmpty {
            confirm(request)
        } else {
            overlay = .form(FormDialog(.action(request), title: request.what, fields: fields))
        }
        return []
    }

    /// Shows what an action will do, and asks.
    mutating func confirm(_ request: ActionRequest) {
        guard let item = item(at: request.address),
            let plan = ChangePlan.action(request, on: item)
        else { return }
        ask(plan, about: .action(request))
    }

    /// Shows a plan and asks, as the rules want it.
    mutating func ask(_ plan: ChangePlan, about subject: ConfirmDialog.Subject) {
        overlay = .confirm(
            ConfirmDialog(
                subject: subject,
                plan: plan,
                profile: identity.profile,
                aside: aside(of: subject),
                expected: consentRules.expectedText(on: identity, typedName: plan.typedName)
            )
        )
    }

    private func aside(of subject: ConfirmDialog.Subject) -> ConfirmDialog.Aside? {
        switch subject {
        case .action(let request): hasDownstream([request]) ? .downstream : nil
        case .bulk(let requests): hasDownstream(requests) ? .downstream : nil
        case .resume: .drop
        case .draft, .transfer, .rerun, .backfill, .userCommand, .endOfCommand: nil
        }
    }

    /// Sends a confirmed action; the state rules are looked at once more, since time has passed.
    mutating func send(_ request: ActionRequest) -> [ConsoleEffect] {
        guard let kind = ResourceCatalogue.kind(request.kind), let action = kind.action(request.id)
        else { return [] }
        if let refusal = refusal(of: action, of: kind, at: request.address) {
            notice = Notice(refusal, isError: true)
            return []
        }
        changes.sent(request)
        notice = Notice("\(request.what) …")
        return [.perform(request, on: item(at: request.address))]
    }

    mutating func finish(
        _ request: ActionRequest,
        _ result: Result<LocalizedText, APIError>
    ) -> [ConsoleEffect] {
        changes.answered(request)
        let affected = ConsoleEffect.refresh(affected(by: request.address))
        let audit = record(request.what.english, result)
        if let next = finishOneOfMany(request, result) { return [audit, affected] + next }
        switch result {
        case .success(let text):
            notice = Notice(text)
        case .failure(let error):
            tell(error, of: request)
        }
        return [audit, affected]
    }

    /// Shows why an action failed; in a line only while another dialog is open, which has work of its own.
    private mutating func tell(_ error: APIError, of request: ActionRequest) {
        let title: LocalizedText =
            switch error.code {
            case .notReceived: "\(request.what) did not reach the service"
            case .outcomeUnknown: "whether '\(request.what)' was done is not known"
            default: "\(request.what) failed"
            }
        guard overlay == nil else {
            notice = Notice("\(title): \(error.description)", isError: true)
            return
        }
        notice = nil
        let key = error.code == .notReceived ? label(of: request) : nil
        let hint = key.map { key -> LocalizedText in "press \(key) to try again" }
        overlay = .message(MessageDialog(title: title, error: error, hint: hint))
    }

    /// The label of the key that opens the plan of an action.
    private func label(of request: ActionRequest) -> String? {
        keymap.bindings.first { binding in
            guard case .actions(let actions) = binding.does else { return false }
            return actions.contains { $0.kind.id == request.kind && $0.action.id == request.id }
        }?.keys.first?.label
    }

    /// Returns what may look different after an action: the item's list, and what its row draws from.
    func affected(by address: ResourceAddress) -> [PollKey] {
        let lists = ResourceCatalogue.kind(address.kind)?.traits.rowLists(address) ?? []
        return ([address.list] + lists).map(PollKey.list)
    }
}
