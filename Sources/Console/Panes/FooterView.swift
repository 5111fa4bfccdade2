import Screen

/// Draws the last line: a notice, or the keys that do something here.
struct FooterView {
    let state: ConsoleState

    func draw(on canvas: inout Canvas, in line: Rect) {
        if let notice = state.notice {
            canvas.draw(
                " \(notice.text)",
                in: line,
                style: notice.isError ? .error : .notice
            )
            return
        }
        var x = line.x + 1
        for binding in Keymap.bindings where isShown(binding) {
            let key = binding.keys.first?.label ?? ""
            let width = key.displayWidth + binding.title.displayWidth + 3
            guard x + width <= line.maxX else { break }
            x += canvas.draw(key, at: Point(x: x, y: line.y), in: line, style: .key)
            x += canvas.draw(
                " \(binding.title)  ",
                at: Point(x: x, y: line.y),
                in: line,
                style: .footer
            )
        }
    }

    /// Actions are shown where there is something they could act on, allowed just now or not.
    private func isShown(_ binding: KeyBinding) -> Bool {
        guard binding.isInFooter else { return false }
        guard case .action(let action, let kind) = binding.does else { return true }
        // In the left column the footer follows the main pane, and so waits for the hand to be still.
        let focused = state.focus == .column ? state.page?.address : state.focusedAddress
        guard let address = focused.flatMap({ state.target(of: kind.id, from: $0) }),
            let item = state.item(at: address)
        else {
            return false
        }
        return action.refusal(item) == nil
    }
}
