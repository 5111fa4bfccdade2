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
        var entries = state.keymap.bindings.filter(\.isInFooter).compactMap { binding in
            state.use(of: binding).map { word in
                Entry(key: binding.keys.first?.label ?? "", title: localizer(known: word))
            }
        }
        while entries.count > 2, entries.reduce(0, { $0 + $1.width }) > width {
            entries.remove(at: entries.count - 3)
        }
        return entries
    }
}
