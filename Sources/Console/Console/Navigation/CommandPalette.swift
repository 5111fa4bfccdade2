import Screen

/// The dialog that `:` opens: all kinds, commands and items by name.
package struct CommandPalette: Equatable, Sendable {
    /// An entry of the palette.
    package struct Entry: Equatable, Sendable {
        package enum Target: Equatable, Sendable {
            case command(Command)
            case kind(ResourceID)
            case item(ResourceAddress)
        }

        package let name: String
        /// The description: a kind, a key, or what the command does.
        package let note: LocalizedText
        package let target: Target

        /// Returns the name of a command or a kind in the user's language with the English one, or the name of an item.
        func title(in localizer: Localizer) -> String {
            guard case .item = target else {
                let title = localizer(known: name)
                return title == name ? name : "\(title) \(name)"
            }
            return name
        }
    }

    private let entries: [Entry]
    package private(set) var query = ""
    package private(set) var index = 0

    /// The number of rows for entries, if the screen has room for them.
    private static let mostRows = 12

    package init(entries: [Entry]) {
        self.entries = entries
    }

    enum Answer: Equatable { case stay, cancel, choose(Entry) }

    mutating func press(_ key: Key) -> Answer {
        switch key {
        case .escape: return .cancel
        case .enter: return matches.indices.contains(index) ? .choose(matches[index]) : .stay
        case .up, .control("p"): index = max(0, index - 1)
        case .down, .control("n"), .tab: index = min(max(0, matches.count - 1), index + 1)
        case .backspace, .control("h"):
            if query.isEmpty { return .cancel }
            query.removeLast()
            index = 0
        case .control("u"): (query, index) = ("", 0)
        case .character(let character):
            query.append(character)
            index = 0
        default: break
        }
        return .stay
    }

    /// Returns the entries that match the query's words, shorter names first.
    package var matches: [Entry] {
        let terms = query.lowercased().split(separator: " ")
        guard !terms.isEmpty else { return entries }
        let found = entries.filter { entry in
            let name = entry.name.lowercased()
            return terms.allSatisfy { FilterQuery.fuzzy(Array($0.utf8), in: name) }
        }
        return found.sorted { rank($0, terms) < rank($1, terms) }
    }

    private func rank(_ entry: Entry, _ terms: [Substring]) -> Int {
        let name = entry.name.lowercased()
        let isPrefix = terms.allSatisfy { name.hasPrefix($0) }
        let isPart = terms.allSatisfy { name.contains($0) }
        return (isPrefix ? 0 : isPart ? 1000 : 2000) + name.count
    }

    func draw(on canvas: inout Canvas, _ context: OverlayContext) {
        let glyphs = context.glyphs
        let found = matches
        let height = max(1, min(CommandPalette.mostRows, canvas.size.height - 6))
        let top = max(0, index - height + 1)
        let nameWidth = min(30, DialogFrame.textWidth(in: canvas.size) * 3 / 5)
        let shown = found.dropFirst(top).prefix(height).map { entry in
            let title = entry.title(in: context.localizer).printable
                .truncated(toWidth: nameWidth, ellipsis: glyphs.ellipsis)
            return DetailLine([
                Span(title.padded(toWidth: nameWidth), .dialog), Span("  "),
                Span(says: entry.note, .muted),
            ])
        }
        let blank = Array(repeating: DetailLine.blank, count: height - shown.count)
        let frame = DialogFrame(title: "Go to", lines: shown + blank, footerHeight: 2)
        let inner = frame.draw(on: &canvas, context)
        if !found.isEmpty {
            let line = inner.line(index - top)
            canvas.draw(
                glyphs == .ascii ? ">" : "▌",
                at: Point(x: line.x - 1, y: line.y),
                in: line.expandedLeft,
                style: .selected
            )
        }
        let line = inner.bottom(1)
        let width = canvas.draw(
            ": \(query)_",
            at: Point(x: line.x, y: line.y),
            in: line,
            style: .selected
        )
        canvas.draw(
            context.localizer("  \(found.count) of \(entries.count)"),
            at: Point(x: line.x + width, y: line.y),
            in: line,
            style: .muted
        )
    }
}

extension Rect {
    /// The width with the column for the selection's marker.
    fileprivate var expandedLeft: Rect { Rect(x: x - 1, y: y, width: width + 1, height: height) }
}
