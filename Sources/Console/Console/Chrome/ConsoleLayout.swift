import Screen

/// The rectangles of header, sidebar, main pane and footer, for a size and a focus.
///
/// From a width of 100 cells all panes of the sidebar are open and the active one takes the rest; below 100 the
/// others fold to their titles; below 60, or zoomed, only the sidebar or the main pane is shown. From 160 the list that
/// a page was opened from is beside it.
struct ConsoleLayout: Equatable {
    /// The smallest size that is drawn; a smaller screen shows one line about it.
    static let smallest = Size(width: 40, height: 10)

    static func fits(_ size: Size) -> Bool {
        size.width >= smallest.width && size.height >= smallest.height
    }

    struct Pane: Equatable {
        let index: Int
        /// The title's row and the rows below it up to the next title.
        let frame: Rect
        /// The rows of items.
        let content: Rect
        let isFolded: Bool
    }

    let header: Rect
    let footer: Rect
    /// The panes of lists, with their frame; empty if only the main pane is shown.
    let sidebar: Rect
    let panes: [Pane]
    /// The list that the main pane's page was opened from, with its frame; empty if it is not shown.
    let origin: Rect
    /// The main pane with its frame; empty if only the sidebar is shown.
    let main: Rect

    init(
        size: Size,
        shown: [Int],
        active: Int,
        rowCounts: [Int],
        focus: Focus,
        isZoomed: Bool,
        hasOrigin: Bool = false
    ) {
        let screen = Rect(size)
        header = screen.top(1)
        footer = screen.bottom(1)
        let body = screen.droppingTop(1).droppingBottom(1)
        let isSplit = size.width >= 60 && !isZoomed
        let sidebarWidth =
            isSplit ? min(40, max(28, size.width * 2 / 5)) : focus == .sidebar ? size.width : 0
        sidebar = body.left(sidebarWidth)
        let rest = isSplit || focus == .main ? body.droppingLeft(sidebarWidth) : body.left(0)
        origin = rest.left(hasOrigin && isSplit && size.width >= 160 ? rest.width * 2 / 5 : 0)
        main = rest.droppingLeft(origin.width)
        panes = ConsoleLayout.stack(
            shown,
            active: active,
            rowCounts: rowCounts,
            in: sidebar,
            folds: size.width < 100 || body.height < 3 * shown.count + 6
        )
    }

    /// Divides the sidebar: each pane gets a title, and the open ones the rows that their lists need; where these are
    /// more than there is room for, each has its share, the active one what it needs before the others, and what is
    /// left over is the active one's.
    private static func stack(
        _ shown: [Int],
        active: Int,
        rowCounts: [Int],
        in sidebar: Rect,
        folds: Bool
    ) -> [Pane] {
        guard !sidebar.isEmpty else { return [] }
        // One row for each title; the sidebar's last row is its lower border.
        let room = max(0, sidebar.height - shown.count - 1)
        let heights = heights(
            needed: shown.map { $0 == active || !folds ? max(1, rowCounts[$0]) : 0 },
            active: shown.firstIndex(of: active) ?? 0,
            room: room
        )
        var y = sidebar.y
        return zip(shown, heights).map { index, rows in
            let frame = Rect(x: sidebar.x, y: y, width: sidebar.width, height: rows + 1)
            y += rows + 1
            return Pane(
                index: index,
                frame: frame,
                content: frame.droppingTop(1).inset(dx: 1, dy: 0),
                isFolded: rows == 0
            )
        }
    }

    /// Returns the rows of each pane, `room` together where `active` is one of them.
    private static func heights(needed: [Int], active: Int, room: Int) -> [Int] {
        guard needed.indices.contains(active) else { return needed.map { _ in 0 } }
        let share = max(2, room / max(1, needed.count { $0 > 0 }))
        var heights = needed.map { min($0, share) }
        // So few rows that not even the shares fit: the active pane keeps its own.
        for index in heights.indices.reversed() where index != active {
            let excess = heights.reduce(0, +) - room
            if excess > 0 { heights[index] -= min(excess, heights[index]) }
        }
        heights[active] = min(heights[active], room)
        var left = room - heights.reduce(0, +)
        for index in [active] + heights.indices.filter({ $0 != active }) {
            let more = min(left, needed[index] - heights[index])
            heights[index] += more
            left -= more
        }
        heights[active] += left
        return heights
    }
}

extension ConsoleState {
    var layout: ConsoleLayout {
        let shown = panes.indices.filter { index in
            index == activePane || ResourceCatalogue.panes[index].placement == .sidebar
        }
        return ConsoleLayout(
            size: size,
            shown: shown,
            active: activePane,
            rowCounts: panes.map { pane in
                pane.key.flatMap { listings[$0]?.value?.rows.count } ?? 0
            },
            focus: focus,
            isZoomed: display.isZoomed,
            hasOrigin: originPage?.children != nil
        )
    }

    /// The page from which the shown one was opened.
    private var originPage: DetailPage? { pages.dropLast().last }

    /// The state in which the page before is shown, without the focus.
    var beforePage: ConsoleState {
        var before = self
        before.pages.removeLast()
        before.focus = .sidebar
        return before
    }

    /// Scrolls lists and pages so that selections are in sight.
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
