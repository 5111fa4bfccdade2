import PipelineAPI

extension ConsoleState {
    /// Opens the editor on a template of the kind in focus.
    mutating func create() -> [ConsoleEffect] {
        let list = focusedList ?? panes[activePane]
        guard let shown = ResourceCatalogue.kind(list.kind),
            let kind = ResourceCatalogue.kind(shown.creates), let editor = kind.editor,
            let scope = kind.scope(selectedRepo: selectedRepo) ?? list.scope
        else {
            return refuse("there is nothing to create here: go to a list of what you want")
        }
        guard let draft = allowed(EditDraft(kind: kind.id, address: nil, scope: scope)) else {
            return []
        }
        var new = draft
        if new.text.isEmpty { new.text = editor.template }
        return [.edit(new)]
    }

    /// Opens the editor on what is selected, or shown.
    mutating func edit() -> [ConsoleEffect] {
        guard let address = focusedAddress ?? page?.address,
            let kind = ResourceCatalogue.kind(address.kind)
        else { return refuse("select something to edit first") }
        guard kind.editor != nil else {
            return refuse("a \(LocalizedText(known: kind.noun)) cannot be edited")
        }
        let draft = EditDraft(kind: kind.id, address: address, scope: address.scope)
        return allowed(draft).map { [.edit($0)] } ?? []
    }

    private mutating func refuse(_ reason: LocalizedText) -> [ConsoleEffect] {
        notice = Notice(reason, isError: true)
        return []
    }

    /// The draft, or the one of the same thing that was kept; `nil` where nothing may be changed now.
    private mutating func allowed(_ draft: EditDraft) -> EditDraft? {
        if let writeRefusal {
            _ = refuse(writeRefusal)
            return nil
        }
        return changes.drafts.first { $0.isOfSame(as: draft) } ?? draft
    }

    /// The documents that were typed and not sent, the one that is asked about too.
    package var unsentDrafts: [EditDraft] {
        guard case .confirm(let dialog) = overlay, case .draft(let draft) = dialog.subject else {
            return changes.drafts
        }
        return changes.drafts.filter { !$0.isOfSame(as: draft) } + [draft]
    }

    /// Keeps a document that was not sent, so that nothing that was typed is lost.
    mutating func keep(_ draft: EditDraft) {
        changes.keep(draft)
        notice = Notice("not sent; the draft is kept: the same key goes on with it")
    }

    mutating func finishEditing(_ draft: EditDraft, _ outcome: EditOutcome) -> [ConsoleEffect] {
        switch outcome {
        case .unchanged:
            if draft.problem == nil {
                notice = Notice("nothing was changed")
            } else {
                keep(draft)
            }
        case .emptied:
            if draft.problem != nil { changes.keep(draft) }
            notice = Notice("the document was emptied: nothing was sent")
        case .failed(let reason):
            if draft.problem != nil { changes.keep(draft) }
            notice = Notice(LocalizedText(verbatim: reason), isError: true)
        case .invalid(let problem):
            var again = draft
            again.problem = problem
            return [.edit(again)]
        case .ready(let preview):
            ask(ChangePlan.document(draft, call: preview), about: .draft(draft))
        }
        return []
    }

    mutating func submit(_ draft: EditDraft) -> [ConsoleEffect] {
        notice = Notice("sending …")
        changes.keep(draft)
        return [.submit(draft)]
    }

    /// A refused document is opened again with what was refused on top.
    mutating func finishSubmitting(
        _ draft: EditDraft,
        _ result: Result<LocalizedText, APIError>
    ) -> [ConsoleEffect] {
        let noun = ResourceCatalogue.kind(draft.kind)?.noun ?? ""
        let what = draft.address.map { "Change \(noun) \($0.nameInContainer)" } ?? "Create \(noun)"
        let audit = record(what, result)
        switch result {
        case .success(let text):
            notice = Notice(text)
            changes.drop(draft)
            let detail = draft.address.map { [PollKey.detail($0)] } ?? []
            return [audit, .refresh([.list(ListKey(draft.kind, draft.scope))] + detail)]
        case .failure(let error):
            notice = nil
            var again = draft
            again.problem = "\(error.code): \(error.message)"
            return [audit, .edit(again)]
        }
    }
}
