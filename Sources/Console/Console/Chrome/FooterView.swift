import Screen

/// Draws the last line: a notice, or the keys that do something here.
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

    /// Where there is no room for all, the help and the way out stay: they are the last two.
    private func entries(fitting width: Int) -> [Entry] {
        var entries = state.keymap.bindings.compactMap(shown).map { binding, title in
            Entry(key: binding.keys.first?.label ?? "", title: localizer(known: title))
        }
        while entries.count > 2, entries.reduce(0, { $0 + $1.width }) > width {
            entries.remove(at: entries.count - 3)
        }
        return entries
    }

    /// Actions are shown where there is something they could act on now, each by its own title.
    private func shown(_ binding: KeyBinding) -> (KeyBinding, String)? {
        guard binding.isInFooter, !binding.keys.isEmpty else { return nil }
        guard case .actions(let actions) = binding.does else {
            return isUseful(binding.does) ? (binding, binding.title) : nil
        }
        // In the left column the footer follows the main pane, and so waits for the hand to be still.
        let focused = state.focus == .column ? state.page?.address : state.focusedAddress
        guard let focused, let chosen = state.action(among: actions, from: focused),
            let address = state.target(of: chosen.kind, from: focused),
            let item = state.item(at: address), chosen.action.refusal(item) == nil
        else { return nil }
        return (binding, chosen.action.title.lowercased())
    }

    /// Whether a command could do anything here; only of documents is that in question.
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
