import Screen
import Testing

@testable import Console

@Suite struct PaneHeightTests {
    private func heights(_ rows: [Int], active: Int, height: Int) -> [Int] {
        let layout = ConsoleLayout(
            size: Size(width: 120, height: height),
            shown: Array(rows.indices),
            active: active,
            rowCounts: rows,
            focus: .sidebar,
            isZoomed: false
        )
        #expect(layout.panes.last?.frame.maxY == layout.sidebar.maxY - 1)
        return layout.panes.map(\.content.height)
    }

    @Test func `where there is room each pane has what its rows need`() {
        #expect(heights([3, 2, 5, 20], active: 3, height: 50) == [3, 2, 5, 33])
    }

    @Test func `the focused pane takes what it needs of what the others leave`() {
        // 40 rows less header, footer, border and four titles are 33.
        #expect(heights([3, 2, 50, 20], active: 3, height: 40) == [3, 2, 8, 20])
        #expect(heights([3, 2, 50, 20], active: 2, height: 40) == [3, 2, 20, 8])
    }

    @Test(arguments: 10...60)
    func `whatever the room, all of it is used and the focused pane has rows`(_ height: Int) {
        for active in 0..<4 {
            let rows = heights([3, 20, 50, 7], active: active, height: height)
            #expect(rows.reduce(0, +) == height - 2 - 1 - 4)
            #expect(rows[active] > 0)
        }
    }
}
