import PipelineAPI
import Screen

extension ConsoleState {
    /// The kind whose transfer the focus selects.
    private var transferKind: AnyResourceKind? {
        let near = [focusedAddress?.kind, focusedList?.kind, page?.address.kind].compactMap { $0 }
        return near.lazy.compactMap(ResourceCatalogue.kind).first { $0.transfer != nil }
    }

    /// Opens the form for sending a file to the selected item.
    mutating func planTransfer() {
        guard let kind = transferKind, let transfer = kind.transfer else {
            notice = Notice("a file can be sent to a repo or to the plugins: go there")
            return
        }
        let address =
            transfer.needsItem ? focusedAddress.flatMap { target(of: kind, from: $0) } : nil
        if transfer.needsItem, address == nil {
            notice = Notice("select a \(LocalizedText(known: kind.noun)) first", isError: true)
            return
        }
        if let reason = writeRefusal {
            notice = Notice(reason, isError: true)
            return
        }
        let request = TransferRequest(kind: kind.id, title: transfer.title, address: address)
        overlay = .form(
            FormDialog(
                .transfer(request),
                title: address.map { "\(LocalizedText(known: transfer.title)) to \($0.localized)" }
                    ?? LocalizedText(known: transfer.title),
                fields: transfer.fields
            )
        )
    }

    /// Requests the size of the file before the plan is shown.
    mutating func prepare(_ request: TransferRequest) -> [ConsoleEffect] {
        guard !request.path.isEmpty else {
            notice = Notice("no file was given: nothing was sent", isError: true)
            return []
        }
        return [.inspectFile(request)]
    }

    /// Shows the plan once the size of the file is known.
    mutating func confirm(_ request: TransferRequest, _ result: Result<Int, APIError>) {
        switch result {
        case .failure(let error):
            notice = Notice(LocalizedText(verbatim: error.message), isError: true)
        case .success(let size):
            var request = request
            request.size = size
            guard overlay == nil, let plan = ChangePlan.transfer(request) else { return }
            ask(plan, about: .transfer(request))
        }
    }

    mutating func begin(_ request: TransferRequest) -> [ConsoleEffect] {
        overlay = .transfer(TransferDialog(request))
        return [.transfer(request)]
    }

    mutating func receive(_ progress: TransferProgress, of request: TransferRequest) {
        guard case .transfer(var dialog) = overlay, dialog.request == request else { return }
        dialog.receive(progress)
        overlay = .transfer(dialog)
    }

    mutating func finish(
        _ request: TransferRequest,
        _ result: Result<LocalizedText, APIError>
    ) -> [ConsoleEffect] {
        let to = request.address.map { " to \($0.nameInContainer)" } ?? ""
        let audit = record("\(request.title) '\(request.path)'\(to)", result)
        if case .transfer(var dialog) = overlay, dialog.request == request {
            dialog.finish(result)
            overlay = .transfer(dialog)
        }
        let lists = [ListKey(request.kind, .root)] + pages.compactMap { $0.children?.key }
        return [audit, .refresh(lists.map(PollKey.list))]
    }

    mutating func press(_ key: Key, in old: TransferDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.press(key) {
        case .stay:
            dialog.scroll = scroll(dialog.frame(.unicode, size), from: dialog.scroll, by: key)
            overlay = .transfer(dialog)
        case .close: overlay = nil
        case .halt:
            overlay = .transfer(dialog)
            return [.cancelTransfer]
        }
        return []
    }
}
