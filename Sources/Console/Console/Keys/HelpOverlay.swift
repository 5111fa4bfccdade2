import Screen

/// Every key with what it does, from the key table: first what can be done with the selected item, then all keys by
/// what one wants to do, in as many columns as the screen has room for.
struct HelpOverlay {
    private static let leastColumn = 54
    private static let gap = 2

    private let keymap: Keymap
    /// The keys that change the selected item, with the word for what each does to it.
    private let here: [(binding: KeyBinding, word: String)]
    private let item: String?

    init(_ state: ConsoleState) {
        keymap = state.keymap
        item =
            (state.focus == .sidebar ? state.page?.address : state.focusedAddress)?.nameInContainer
        here = keymap.bindings.filter { $0.group == .change && $0.isInFooter }.compactMap {
            binding in
            if case .command(.new) = binding.does { return nil }
            return state.use(of: binding).map { (binding, $0) }
        }
    }

    /// Returns the scroll offset after a key; `nil` closes the help.
    static func scroll(after key: Key, from scroll: Int, last: Int) -> Int? {
        switch key {
        case .escape, .enter, .character("q"), .character("?"): nil
        case .down, .character("j"): min(scroll + 1, last)
        case .up, .character("k"): max(0, scroll - 1)
        case .pageDown, .character(" "): min(scroll + 10, last)
        case .pageUp: max(0, scroll - 10)
        case .home, .character("g"): 0
        case .end, .character("G"): last
        default: scroll
        }
    }

    /// Returns the largest scroll offset.
    func last(_ localizer: Localizer, _ size: Size) -> Int {
        frame(size, localizer).lastScroll(in: size, localizer)
    }

    func draw(scroll: Int, on canvas: inout Canvas, _ context: OverlayContext) {
        let frame = frame(canvas.size, context.localizer)
        let inner = frame.draw(on: &canvas, context, scroll: scroll)
        canvas.draw(
            context.localizer("up down scroll, Esc closes"),
            in: inner.bottom(1),
            style: .muted
        )
    }

    private func frame(_ size: Size, _ localizer: Localizer) -> DialogFrame {
        let room = max(1, size.width - 6)
        let count = max(1, min(3, (room + Self.gap) / (Self.leastColumn + Self.gap)))
        let width =
            count == 1 ? DialogFrame.textWidth(in: size) : room / count - Self.gap
        let blocks = blocks(width: width, localizer)
        return DialogFrame(
            title: "Keys",
            lines: Self.side(by: count, blocks, width: width + Self.gap),
            footerHeight: 2,
            wantedWidth: count == 1 ? nil : size.width - 2
        )
    }

    /// The lines of each group, cut to the width, with a heading.
    private func blocks(width: Int, _ localizer: Localizer) -> [[DetailLine]] {
        var blocks: [[DetailLine]] = []
        func add(_ title: LocalizedText, _ keys: [(KeyBinding, LocalizedText)]) {
            guard !keys.isEmpty else { return }
            let label = min(width * 2 / 5, 1 + (keys.map { $0.0.label.displayWidth }.max() ?? 0))
            let lines =
                [DetailLine(says: title, .dialogTitle)] + keys.map { line($0.0, $0.1, label) }
            blocks.append(LineWrapping.wrap(lines.map { $0.said(in: localizer) }, width: width))
        }
        if let item {
            add("Here, on \(item)", here.map { ($0.binding, LocalizedText(known: $0.word)) })
        }
        for group in KeyGroup.allCases {
            let bindings = keymap.bindings.filter { $0.group == group }
            add(group.title, bindings.map { ($0, $0.localizedHelp) })
        }
        return blocks
    }

    /// The keys, in `width` cells with a blank after them, and what they do.
    private func line(_ binding: KeyBinding, _ help: LocalizedText, _ width: Int) -> DetailLine {
        DetailLine(
            [
                Span(binding.label.padded(toWidth: width - 1) + " ", .key),
                Span(says: help, .dialog),
            ],
            wraps: true
        )
    }

    /// Sets blocks side by side, none of them divided, in columns that are about equally long.
    private static func side(
        by count: Int,
        _ blocks: [[DetailLine]],
        width: Int
    ) -> [DetailLine] {
        let total = blocks.reduce(0) { $0 + $1.count + 1 }
        var columns: [[DetailLine]] = [[]]
        for block in blocks {
            let isFull = columns[columns.count - 1].count + block.count / 2 > total / count
            if isFull, columns.count < count { columns.append([]) }
            let last = columns.count - 1
            if !columns[last].isEmpty { columns[last].append(.blank) }
            columns[last] += block
        }
        guard columns.count > 1 else { return columns[0] }
        let height = columns.map(\.count).max() ?? 0
        return (0..<height).map { row in
            DetailLine(
                columns.flatMap { column -> [Span] in
                    let spans = row < column.count ? column[row].spans : []
                    let room = max(0, width - spans.printableWidth)
                    return spans + [Span(String(repeating: " ", count: room), .dialog)]
                }
            )
        }
    }
}
