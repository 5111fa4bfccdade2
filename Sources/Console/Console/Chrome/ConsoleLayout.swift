import Screen

/// Which part of the screen belongs to what, for a size and a focus.
///
/// From 100 columns all panes of the left column are open and the focused one grows; below, the others
/// fold to their titles; below 60, or zoomed, one half of the screen at a time.
struct ConsoleLayout: Equatable {
    /// The smallest size that is drawn; below it one line says so.
    static let smallest = Size(width: 40, height: 10)

    static func fits(_ size: Size) -> Bool {
        size.width >= smallest.width && size.height >= smallest.height
    }

    struct Pane: Equatable {
        let index: Int
        /// The title's row and everything below it up to the next title.
        let frame: Rect
        /// The rows of items.
        let content: Rect
        let isFolded: Bool
    }

    let header: Rect
    let footer: Rect
    /// Empty where only the main pane is shown.
    let column: Rect
    let panes: [Pane]
    /// With its frame; empty where only the left column is shown.
    let main: Rect

    init(size: Size, shown: [Int], active: Int, rowCounts: [Int], focus: Focus, isZoomed: Bool) {
        let screen = Rect(size)
        header = screen.top(1)
        footer = screen.bottom(1)
        let body = screen.droppingTop(1).droppingBottom(1)
        let isSplit = size.width >= 60 && !isZoomed
        let columnWidth =
            isSplit ? min(40, max(28, size.width * 2 / 5)) : focus == .column ? size.width : 0
        column = body.left(columnWidth)
        main = isSplit || focus == .main ? body.droppingLeft(columnWidth) : body.left(0)
        panes = ConsoleLayout.stack(
            shown,
            active: active,
            rowCounts: rowCounts,
            in: column,
            folds: size.width < 100 || body.height < 3 * shown.count + 6
        )
    }

    /// Divides the column: every pane a title, the open ones rows, what is left to the active one.
    private static func stack(
        _ shown: [Int],
        active: Int,
        rowCounts: [Int],
        in column: Rect,
        folds: Bool
    ) -> [Pane] {
        guard !column.isEmpty else { return [] }
        // One row a title, and the column's last row is its lower border.
        let room = max(0, column.height - shown.count - 1)
        let share = max(2, room / max(1, shown.count))
        let others = shown.filter { $0 != active }
        let wanted = others.map { folds ? 0 : min(share, max(1, rowCounts[$0])) }
        let taken = wanted.reduce(0, +)
        var y = column.y
        return shown.map { index in
            let rows =
                index == active
                ? max(0, room - taken) : others.firstIndex(of: index).map { wanted[$0] } ?? 0
            let frame = Rect(x: column.x, y: y, width: column.width, height: rows + 1)
            y += rows + 1
            return Pane(
                index: index,
                frame: frame,
                content: frame.droppingTop(1).inset(dx: 1, dy: 0),
                isFolded: rows == 0
            )
        }
    }
}

extension ConsoleState {
    var layout: ConsoleLayout {
        let shown = panes.indices.filter { index in
            index == activePane || ResourceCatalogue.panes[index].placement == .column
        }
        return ConsoleLayout(
            size: size,
            shown: shown,
            active: activePane,
            rowCounts: panes.map { pane in
                pane.key.flatMap { listings[$0]?.value?.rows.count } ?? 0
            },
            focus: focus,
            isZoomed: display.isZoomed
        )
    }

    /// Keeps every selection in sight after whatever happened.
    mutating func settleScroll() {
        let layout = layout
        for pane in layout.panes where !pane.isFolded {
            panes[pane.index].reveal(height: pane.content.height)
        }
        guard let page else { return }
        let last = pages.count - 1
        let height = MainView.contentHeight(in: layout.main)
        if page.children != nil {
            pages[last].children?.reveal(height: max(0, height - 1))
        } else if treeLines(of: page) != nil {
            if page.cursor < page.scroll { pages[last].scroll = page.cursor }
            if page.cursor >= page.scroll + height {
                pages[last].scroll = page.cursor - height + 1
            }
        } else {
            settleLines(page, height: height, width: layout.main.width)
        }
    }

    private mutating func settleLines(_ page: DetailPage, height: Int, width: Int) {
        guard page.scroll > 0, case .lines(let lines) = body(of: page, glyphs: display.glyphs)
        else {
            return
        }
        let count = LineWrapping.wrap(lines, width: max(1, width - 4)).count
        pages[pages.count - 1].scroll = min(page.scroll, max(0, count - height))
    }
}
