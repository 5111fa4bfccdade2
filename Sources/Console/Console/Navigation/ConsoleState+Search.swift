import Screen

/// A search within the lines of a detail: the query and the current match.
package struct PageSearch: Equatable, Sendable {
    package var text = ""
    package var isEditing = true
    package var index: Int?

    package init() {}
}

extension ConsoleState {
    /// The lines of the shown tab, if it has lines.
    var shownLines: [DetailLine]? {
        guard let page, case .lines(let lines) = body(of: page, glyphs: display.glyphs) else {
            return nil
        }
        return lines
    }

    /// Opens a search in the shown text; returns false if the tab has no lines.
    mutating func openSearch() -> Bool {
        guard focus == .main, shownLines != nil else { return false }
        pages[pages.count - 1].search = PageSearch()
        return true
    }

    mutating func pressInSearch(_ key: Key) {
        guard var search = page?.search else { return }
        switch key {
        case .escape:
            pages[pages.count - 1].search = nil
            return
        case .enter: search.isEditing = false
        case .backspace, .control("h"):
            guard !search.text.isEmpty else {
                pages[pages.count - 1].search = nil
                return
            }
            search.text.removeLast()
        case .control("u"): search.text = ""
        case .character(let character): search.text.append(character)
        default: return
        }
        pages[pages.count - 1].search = search
        if key != .enter { goToMatch(.nearest) }
    }

    enum MatchStep { case nearest, next, previous }

    /// Goes to a match and scrolls to it; a notice says if the search wrapped around.
    mutating func goToMatch(_ step: MatchStep) {
        guard let search = page?.search, let lines = shownLines else {
            if step != .nearest { notice = Notice("search with / first") }
            return
        }
        let found = TextSearch(search.text, in: lines)
        let last = pages.count - 1
        guard !found.matches.isEmpty else {
            pages[last].search?.index = nil
            if let problem = found.problem {
                notice = Notice(LocalizedText(verbatim: problem), isError: true)
            }
            return
        }
        let current = search.index.flatMap { found.matches.indices.contains($0) ? $0 : nil }
        let place = current.map { (found.matches[$0].line, found.matches[$0].columns.lowerBound) }
        let to =
            switch step {
            case .nearest: found.next(afterLine: firstLineInSight(of: lines) - 1, column: .max)
            case .next: found.next(afterLine: place?.0 ?? -1, column: place?.1 ?? .max)
            case .previous: found.previous(beforeLine: place?.0 ?? .max, column: place?.1 ?? 0)
            }
        guard let to else { return }
        if to.hasWrapped, step != .nearest { notice = Notice("searched from the other end") }
        pages[last].search?.index = to.index
        reveal(line: found.matches[to.index].line, of: lines)
    }

    private var textSize: (width: Int, height: Int) {
        let main = layout.main
        return (max(1, main.width - 4), max(1, MainView.contentHeight(in: main)))
    }

    private func firstLineInSight(of lines: [DetailLine]) -> Int {
        var rows = 0
        for (index, line) in lines.enumerated() {
            rows += LineWrapping.wrap([line], width: textSize.width).count
            if rows > page?.scroll ?? 0 { return index }
        }
        return 0
    }

    private mutating func reveal(line: Int, of lines: [DetailLine]) {
        let row = LineWrapping.wrap(Array(lines[..<line]), width: textSize.width).count
        let scroll = page?.scroll ?? 0
        guard row < scroll || row >= scroll + textSize.height else { return }
        // A third of the page stays above the match, as its context.
        pages[pages.count - 1].scroll = max(0, row - textSize.height / 3)
    }
}
