import Screen

/// Draws the last line: a notice, or the keys that can be used here.
struct FooterView {
    let state: ConsoleState
    let localizer: Localizer

    func draw(on canvas: inout Canvas, in line: Rect) {
        if let notice = state.notice {
            canvas.draw(
                " \(localizer(notice.localized))",
                in: line,
                style: notice.isError ? .error : .notice
            )
            return
        }
        var x = line.x + 1
        for entry in entries(fitting: line.width - 1) {
            guard x + entry.width <= line.maxX else { break }
            x += canvas.draw(entry.key, at: Point(x: x, y: line.y), in: line, style: .key)
            x += canvas.draw(
                " \(entry.title)  ",
                at: Point(x: x, y: line.y),
                in: line,
                style: .footer
            )
        }
    }

    private struct Entry {
        let key: String
        let title: String

        var width: Int { key.displayWidth + title.displayWidth + 3 }
    }

    /// Returns the entries that fit; help and quit, the last two, are always among them.
    private func entries(fitting width: Int) -> [Entry] {
        var entries = state.keymap.bindings.compactMap(shown).map { binding, title in
            Entry(key: binding.keys.first?.label ?? "", title: localizer(known: title))
        }
        while entries.count > 2, entries.reduce(0, { $0 + $1.width }) > width {
            entries.remove(at: entries.count - 3)
        }
        return entries
    }

    /// Returns a key with its title, if it can be used here; an action needs an item it can act on now.
    private func shown(_ binding: KeyBinding) -> (KeyBinding, String)? {
        guard binding.isInFooter, !binding.keys.isEmpty else { return nil }
        guard case .actions(let actions) = binding.does else {
            return isUseful(binding.does) ? (binding, binding.title) : nil
        }
        // With the sidebar in focus the footer follows the main pane, which waits until the selection rests.
        let focused = state.focus == .sidebar ? state.page?.address : state.focusedAddress
        guard let focused, let chosen = state.action(among: actions, from: focused),
            let address = state.target(of: chosen.kind, from: focused),
            let item = state.item(at: address), chosen.action.refusal(item) == nil
        else { return nil }
        return (binding, chosen.action.title.lowercased())
    }

    /// Returns whether a command can be used here; only commands for documents depend on the item.
    private func isUseful(_ deed: KeyBinding.Deed) -> Bool {
        func hasEditor(_ kind: ResourceID?) -> Bool {
            kind.flatMap(ResourceCatalogue.kind)?.editor != nil
        }
        func creates(_ kind: ResourceID) -> ResourceID? {
            ResourceCatalogue.kind(kind)?.creates
        }
        return switch deed {
        case .command(.edit): hasEditor((state.focusedAddress ?? state.page?.address)?.kind)
        case .command(.new):
            hasEditor(creates((state.focusedList ?? state.panes[state.activePane]).kind))
        default: true
        }
    }
}
