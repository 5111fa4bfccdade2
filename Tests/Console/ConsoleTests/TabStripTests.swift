import Testing

@testable import Console

@Suite struct TabStripTests {
    private static let titles = ["Runs", "Timeline", "SQL", "Schema", "Exports", "Spec", "Lineage"]

    /// The cells that a strip takes, as the main pane draws it.
    private func width(of strip: TabStrip) -> Int {
        let ends = (strip.leavesOutBefore ? 1 : 0) + (strip.leavesOutAfter ? 1 : 0)
        return strip.tabs.reduce(ends * (strip.joint + 1)) {
            $0 + strip.joint + Self.titles[$1].count + 2
        }
    }

    @Test(arguments: Array(titles.indices))
    func `the shown tab is always among those drawn, and they fit`(_ shown: Int) {
        for room in 16...100 {
            let strip = TabStrip(Self.titles, shown: shown, room: room)
            #expect(strip.tabs.contains(shown))
            #expect(width(of: strip) <= room, "\(room)")
        }
    }

    @Test func `all are drawn where there is room`() {
        let all = Self.titles.reduce(0) { $0 + $1.count + 2 }
        #expect(TabStrip(Self.titles, shown: 0, room: all + 14).joint == 2)
        let close = TabStrip(Self.titles, shown: 6, room: all + 7)
        #expect(close.joint == 1 && close.tabs == 0..<7)
        #expect(TabStrip(Self.titles, shown: 6, room: all + 6).leavesOutBefore)
    }
}
