import Screen

extension ConsoleState {
    /// Handles a key while an overlay is open; the panes do not get it.
    mutating func pressInOverlay(_ key: Key) -> [ConsoleEffect] {
        switch overlay {
        case .help(let scroll):
            overlay = helpScroll(after: key, from: scroll).map(Overlay.help)
        case .confirm(let dialog): return press(key, in: dialog)
        case .palette(let palette): return press(key, in: palette)
        case .choice(let dialog): return press(key, in: dialog)
        case .form(let dialog): return press(key, in: dialog)
        case .bulk(let dialog): return press(key, in: dialog)
        case .work(let dialog): return press(key, in: dialog)
        case .transfer(let dialog): return press(key, in: dialog)
        case .text(var dialog):
            dialog.scroll = scroll(dialog.frame, from: dialog.scroll, by: key)
            overlay = .text(dialog)
            if Self.closing.contains(key) { overlay = nil }
            if key == .character("y") {
                overlay = nil
                return [.copy(dialog.text)]
            }
        case .message(var dialog):
            dialog.scroll = scroll(dialog.frame(.unicode), from: dialog.scroll, by: key)
            overlay = .message(dialog)
            if Self.closing.contains(key) { overlay = nil }
        case nil: break
        }
        return []
    }

    func scroll(_ frame: DialogFrame, from scroll: Int, by key: Key) -> Int {
        switch key {
        case .down, .character("j"): min(scroll + 1, frame.lastScroll(in: size, display.localizer))
        case .up, .character("k"): max(0, scroll - 1)
        default: scroll
        }
    }

    private func helpScroll(after key: Key, from scroll: Int) -> Int? {
        HelpOverlay.scroll(
            after: key,
            from: scroll,
            last: HelpOverlay(self).last(display.localizer, size)
        )
    }

    private static let closing: [Key] = [.enter, .escape, .character("q"), .character(" ")]

    private mutating func press(_ key: Key, in old: ConfirmDialog) -> [ConsoleEffect] {
        guard old.takes(key, attention) else { return [attention.wait()] }
        var dialog = old
        switch dialog.press(key) {
        case .stay:
            dialog.scroll = min(dialog.scroll, dialog.frame.lastScroll(in: size, display.localizer))
            overlay = .confirm(dialog)
        case .cancel:
            overlay = nil
            if case .draft(let draft) = dialog.subject { keep(draft) }
        case .aside(.downstream):
            overlay = nil
            return planDownstream(dialog.subject)
        case .aside(.drop):
            overlay = nil
            guard case .resume(let work) = dialog.subject else { return [] }
            return drop(work)
        case .confirm:
            overlay = nil
            // Checked again, since the time for changes may have ended while the plan was open.
            if dialog.subject.isChange, let reason = refusal(of: dialog.subject) {
                return leave(dialog.subject, because: reason)
            }
            switch dialog.subject {
            case .action(let request): return send(request)
            case .draft(let draft): return submit(draft)
            case .bulk(let requests): return begin(requests)
            case .rerun(let plan): return begin(plan)
            case .backfill(let plan): return begin(plan)
            case .resume(let work): return begin(work)
            case .transfer(let request): return begin(request)
            case .userCommand(let run): return begin(run)
            case .endOfCommand(let run): return [.end(run)]
            }
        }
        return []
    }

    /// Why what was confirmed is not done now; a command of the user's needs no link.
    private func refusal(of subject: ConfirmDialog.Subject) -> LocalizedText? {
        if case .userCommand = subject { return consentRules.refusal(on: identity) }
        return writeRefusal
    }

    private mutating func leave(
        _ subject: ConfirmDialog.Subject,
        because reason: LocalizedText
    ) -> [ConsoleEffect] {
        if case .draft(let draft) = subject { keep(draft) }
        notice = Notice(reason, isError: true)
        return []
    }

    private mutating func press(_ key: Key, in old: CommandPalette) -> [ConsoleEffect] {
        var palette = old
        switch palette.press(key) {
        case .stay: overlay = .palette(palette)
        case .cancel: overlay = nil
        case .choose(let entry):
            overlay = nil
            let remembered = savePreferences(entry)
            return go(to: entry) + remembered
        }
        return []
    }

    private mutating func press(_ key: Key, in old: ChoiceDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.press(key) {
        case .stay: overlay = .choice(dialog)
        case .cancel: overlay = nil
        case .toggle(let entry):
            overlay = .choice(dialog)
            return choose(entry, for: dialog.purpose)
        case .choose(let entry):
            overlay = nil
            return choose(entry, for: dialog.purpose)
        }
        return []
    }

    private mutating func press(_ key: Key, in old: FormDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.press(key) {
        case .stay: overlay = .form(dialog)
        case .cancel: overlay = nil
        case .submit:
            if dialog.subject == .export, !attention.takesAnswers { return [attention.wait()] }
            overlay = nil
            switch dialog.subject {
            case .action(var request):
                request.values = dialog.values
                confirm(request)
            case .transfer(var request):
                request.values = dialog.values
                return prepare(request)
            case .export: return export(dialog.values)
            case .backfill(let address): planBackfill(dialog, of: address)
            case .search: search(dialog.values["pattern"] ?? "")
            case .view: return keepView(dialog.values)
            }
        }
        return []
    }

    private mutating func press(_ key: Key, in old: BulkDialog) -> [ConsoleEffect] {
        var dialog = old
        switch dialog.press(key) {
        case .stay:
            dialog.scroll = scroll(dialog.frame(.unicode, size), from: dialog.scroll, by: key)
            overlay = .bulk(dialog)
        case .close: overlay = nil
        case .retry(let requests):
            guard attention.takesAnswers else { return [attention.wait()] }
            overlay = nil
            if let reason = writeRefusal { return leave(.bulk(requests), because: reason) }
            return begin(requests)
        }
        return []
    }
}
