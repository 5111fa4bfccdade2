/// The loaded pages of a long list, as a window that moves with the cursor.
///
/// The first page is the list's own answer; the window holds pages from the second on. It holds at most
/// ``mostPages`` pages; the page farthest from the cursor is dropped first.
package struct HistoryWindow: Equatable, Sendable {
    /// Rows of one page.
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
    /// Whether the window follows the first page without a gap.
    package var isAtStart: Bool { first == 2 }

    /// Returns the rows to show: the first page and the window, or the window alone if there is a gap.
    ///
    /// New items move old ones to the next page, so a row may be in two pages; it is shown once.
    package func rows(after firstPage: [Row]) -> [Row] {
        guard !pages.isEmpty else { return firstPage }
        var seen: Set<String> = []
        return ((isAtStart ? [firstPage] : []) + pages).joined().filter {
            seen.insert($0.name).inserted
        }
    }

    /// Adds a page next to the others if it is adjacent to them; otherwise it replaces them.
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

    /// Returns the page of a shown row, counted from 1.
    package func page(ofRow index: Int) -> Int {
        let start = isAtStart ? 1 : first
        return min(max(start, start + index / Self.pageSize), max(1, last))
    }
}
