import Screen

/// A dialog with entries to choose one of, or to switch on and off.
package struct ChoiceDialog: Equatable, Sendable {
    /// What the choice is for.
    package enum Purpose: Equatable, Sendable {
        /// The column to sort a kind's lists by.
        case sort(ResourceID)
        /// The columns of a kind's tables; more than one may be on.
        case columns(ResourceID)
        /// The only status a list shows.
        case status
        case profile
    }

    package struct Entry: Equatable, Sendable {
        package let value: String
        package let note: String
        package var isOn: Bool

        package init(_ value: String, note: String = "", isOn: Bool = false) {
            self.value = value
            self.note = note
            self.isOn = isOn
        }
    }

    package let purpose: Purpose
    package let title: LocalizedText
    package private(set) var entries: [Entry]
    package private(set) var index: Int

    package init(_ purpose: Purpose, title: LocalizedText, entries: [Entry]) {
        self.purpose = purpose
        self.title = title
        self.entries = entries
        index = entries.firstIndex(where: \.isOn) ?? 0
        if case .columns = purpose { index = 0 }
    }

    enum Answer: Equatable { case stay, cancel, choose(Entry), toggle(Entry) }

    mutating func press(_ key: Key) -> Answer {
        switch key {
        case .escape, .character("q"): return .cancel
        case .up, .character("k"), .control("p"): index = max(0, index - 1)
        case .down, .character("j"), .control("n"), .tab:
            index = min(entries.count - 1, index + 1)
        case .home, .character("g"): index = 0
        case .end, .character("G"): index = max(0, entries.count - 1)
        case .enter:
            guard entries.indices.contains(index) else { return .cancel }
            return isMultiple ? .cancel : .choose(entries[index])
        case .character(" "):
            guard isMultiple, entries.indices.contains(index) else { return .stay }
            entries[index].isOn.toggle()
            return .toggle(entries[index])
        default: break
        }
        return .stay
    }

    private var isMultiple: Bool {
        if case .columns = purpose { true } else { false }
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let glyphs = context.glyphs
        let height = max(1, min(entries.count, canvas.size.height - 6))
        let top = max(0, index - height + 1)
        let lines = entries.enumerated().dropFirst(top).prefix(height).map { offset, entry in
            DetailLine([
                Span(offset == index ? String(glyphs.marker) : " ", .marker),
                Span(sign(of: entry, glyphs), .key),
                Span(says: title(of: entry), .dialog, width: 24), Span("  "),
                Span(says: LocalizedText(known: entry.note), .muted),
            ])
        }
        let inner = DialogFrame(title: title, lines: lines, footerHeight: 2)
            .draw(on: &canvas, context)
        let hint: LocalizedText =
            isMultiple ? "Space on or off, Enter closes" : "Enter chooses, Esc leaves"
        canvas.draw(context.localizer(hint), in: inner.bottom(1), style: .muted)
    }

    /// Returns the title of an entry; a profile's name is never translated.
    private func title(of entry: Entry) -> LocalizedText {
        purpose == .profile
            ? LocalizedText(verbatim: entry.value) : LocalizedText(known: entry.value)
    }

    private func sign(of entry: Entry, _ glyphs: Glyphs) -> String {
        if isMultiple { return entry.isOn ? "[x] " : "[ ] " }
        return entry.isOn ? "\(glyphs.live) " : "  "
    }
}
