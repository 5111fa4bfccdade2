/// The pages of a long list that were looked at, as a window that moves with the cursor.
///
/// The first page is the list's own answer and always known; the window holds pages from the second on.
/// However long the history, it holds at most ``mostPages``: what is farthest from the cursor goes.
package struct HistoryWindow: Equatable, Sendable {
    /// Rows of one page, as they are asked for.
    package static let pageSize = 100
    package static let mostPages = 8

    /// Consecutive pages.
    private(set) var pages: [[Row]] = []
    /// The number of the first of them, at least 2.
    package private(set) var first = 2

    package init() {}

    package var isEmpty: Bool { pages.isEmpty }
    /// The number of the last page; 1 where there is only the list's own.
    package var last: Int { first + pages.count - 1 }
    /// Whether the list's own page and the window are one stretch.
    package var isAtStart: Bool { first == 2 }

    /// The rows to show: the first page and the window, or the window alone where it has moved away.
    ///
    /// New items push old ones over the border of two pages, so a row may stand in both: it is shown once.
    package func rows(after firstPage: [Row]) -> [Row] {
        guard !pages.isEmpty else { return firstPage }
        var seen: Set<String> = []
        return ((isAtStart ? [firstPage] : []) + pages).joined().filter {
            seen.insert($0.name).inserted
        }
    }

    /// Takes a page: beside the others where it belongs there, else in their place.
    package mutating func receive(_ rows: [Row], page: Int) {
        guard page >= 2 else { return }
        if pages.isEmpty || page < first - 1 || page > last + 1 {
            (pages, first) = ([rows], page)
        } else if page == first - 1 {
            pages.insert(rows, at: 0)
            first = page
        } else if page == last + 1 {
            pages.append(rows)
        } else {
            pages[page - first] = rows
        }
        guard pages.count > Self.mostPages else { return }
        if page - first < pages.count / 2 {
            pages.removeLast()
        } else {
            pages.removeFirst()
            first += 1
        }
    }

    /// The page that a row of what is shown stands in, counted from 1.
    package func page(ofRow index: Int) -> Int {
        let start = isAtStart ? 1 : first
        return min(max(start, start + index / Self.pageSize), max(1, last))
    }
}
