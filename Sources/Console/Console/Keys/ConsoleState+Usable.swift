extension ConsoleState {
    /// Returns what a key does here, in a word; `nil` where it does nothing now.
    ///
    /// An action needs an item that it can act on, a command for documents a kind that has them.
    func use(of binding: KeyBinding) -> String? {
        guard !binding.keys.isEmpty else { return nil }
        guard case .actions(let actions) = binding.does else {
            return isUseful(binding.does) ? binding.title : nil
        }
        // With the sidebar in focus this follows the main pane, which waits until the selection rests.
        let focused = focus == .sidebar ? page?.address : focusedAddress
        guard let focused, let chosen = action(among: actions, from: focused),
            let address = target(of: chosen.kind, from: focused),
            let item = item(at: address), chosen.action.refusal(item) == nil
        else { return nil }
        return chosen.action.title.lowercased()
    }

    private func isUseful(_ deed: KeyBinding.Deed) -> Bool {
        func hasEditor(_ kind: ResourceID?) -> Bool {
            kind.flatMap(ResourceCatalogue.kind)?.editor != nil
        }
        func creates(_ kind: ResourceID) -> ResourceID? {
            ResourceCatalogue.kind(kind)?.creates
        }
        return switch deed {
        case .command(.edit): hasEditor((focusedAddress ?? page?.address)?.kind)
        case .command(.new): hasEditor(creates((focusedList ?? panes[activePane]).kind))
        default: true
        }
    }
}
